// What the server put into the page, sentences, days and hours in the office's zone, and small helpers for the DOM.

export const state = JSON.parse(document.getElementById("state").textContent);
const LOCALE = state.language === "en" ? "en-GB" : "vi-VN";

export function say(key, values = {}) {
  const pattern = state.words[key];
  if (pattern === undefined) throw new Error(`no sentence ${key}`);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// The server's clock decides what is "today": in the demo it is moved.
let ahead = 0;
export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}
export const now = () => new Date(Date.now() + ahead);

const hours = new Intl.DateTimeFormat(LOCALE, { timeZone: state.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const days = new Intl.DateTimeFormat(LOCALE, { timeZone: state.zone, weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
const isoDays = new Intl.DateTimeFormat("en-CA", { timeZone: state.zone, year: "numeric", month: "2-digit", day: "2-digit" });

export const hour = (date) => hours.format(date);
export const isoDay = (date) => isoDays.format(date);

export function dayName(date) {
  const day = isoDay(date);
  if (day === isoDay(now())) return say("today");
  if (day === isoDay(new Date(now().getTime() - 86400000))) return say("yesterday");
  return longDay(date);
}

// "thứ tư, 09/12/2026": put together here, because browsers differ in how they join the parts.
export function longDay(date) {
  const parts = Object.fromEntries(days.formatToParts(date).map((part) => [part.type, part.value]));
  return `${parts.weekday}, ${parts.day}/${parts.month}/${parts.year}`;
}

export const moment = (date) => `${hour(date)}, ${longDay(date)}`;

export function sizeOf(bytes) {
  const [number, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1048576 ? [bytes / 1024, "KB"] : [bytes / 1048576, "MB"];
  return `${number.toLocaleString(LOCALE, { maximumFractionDigits: number < 10 ? 1 : 0 })} ${unit}`;
}

// Build an element: properties by name, `on` for listeners, `data` and `aria` for attributes; children are nodes or text.
export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (key === "aria" || key === "data") for (const [attribute, text] of Object.entries(value)) made.setAttribute(`${key}-${attribute}`, text);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const PATHS = {
  more: "M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  menu: "M3 5h18v2.2H3zm0 5.900h18v2.200H3zm0 5.900h18V19H3z",
  clip: "M16.500 6v11.500a4 4 0 0 1-8 0V5a2.500 2.500 0 0 1 5 0v10.500a1 1 0 0 1-2 0V6H10v9.500a2.500 2.500 0 0 0 5 0V5a4 4 0 0 0-8 0v12.500a5.500 5.500 0 0 0 11 0V6z",
  send: "M2.500 21 22.500 12 2.500 3v7l14 2-14 2z",
  clock: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18.200a8.200 8.200 0 1 1 0-16.400 8.200 8.200 0 0 1 0 16.400zM12.800 7H11v6l5 3 .9-1.500-4.100-2.400z",
  tick: "M9.300 16.600 4.900 12.200l-1.400 1.400 5.800 5.800L21 7.700l-1.400-1.400z",
  file: "M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8l-6-6zm7 1.800L18.200 9H13zM7.500 12.500h9V14h-9zm0 3.500h9v1.500h-9z",
  save: "M12 15.600 6.400 10l1.300-1.300 3.400 3.400V3h1.800v9.100l3.400-3.400L17.600 10zM4 18.500h16v2H4z",
  cross: "m18.300 7-1.300-1.300-5 5-5-5L5.700 7l5 5-5 5L7 18.300l5-5 5 5 1.300-1.300-5-5z",
  down: "m12 15.500-7-7 1.400-1.400 5.600 5.600 5.600-5.600L19 8.500z",
  away: "M14 3v2h3.600l-9.800 9.800 1.400 1.400L19 6.400V10h2V3zM5 5h5V3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-5h-2v5H5z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// randomUUID exists only on https and localhost, and a demo may be shown over a plain local network.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Whether people use a finger here: then the keyboard lies on the screen, and covers half of it.
export const byFinger = () => window.matchMedia("(pointer: coarse)").matches;

export function fillWords(root = document) {
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of root.querySelectorAll("button[data-label]")) node.title = say(node.dataset.label);
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const node of root.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
  for (const node of root.querySelectorAll("[data-language]")) node.href = `/?lang=${state.language === "en" ? "vi" : "en"}`;
}

// POST JSON to our own server; throws an Error whose message is the server's sentence.
export async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  } catch {
    throw new Error(say("login-failed"));
  }
  if (!answer.ok) throw new Error(answer.status < 500 ? await answer.text() : say("login-failed"));
  return answer.status === 204 ? null : answer.json();
}
