// One message as DOM nodes.

import { el, hour, icon, say, sizeOf } from "./page.js";
import { link, rich } from "./text.js";

const INLINE = ["image/jpeg", "image/png", "image/webp", "image/gif"];

// message: as the server says it, or a pending one: {own, pending, text, file?, blob?, failed?, progress?}.
// acts: {tap(message, button, node), command(text), look(file, url), retry(key), drop(key)}.
export function bubble(message, acts) {
  const side = message.own ? "own" : "bot";
  const node = el("div", { className: `message ${side}`, data: { id: message.id ?? "", key: message.key ?? "" } });
  const box = el("div", { className: "bubble" }, el("span", { className: "unseen" }, `${say(message.own ? "you" : "bot-name")}: `));
  if (message.file) box.append(attachment(message, acts));
  if (message.text) box.append(el("div", { className: "text" }, ...rich(message.text, message.entities, message.own ? null : acts.command)));
  box.append(foot(message, acts));
  node.append(box);
  if (message.buttons && message.buttons.length) {
    node.classList.add("keyed");
    node.append(keyboard(message, acts));
  }
  return node;
}

function foot(message, acts) {
  const time = el("time", { className: "time", dateTime: message.at }, hour(new Date(message.at)));
  const line = el("div", { className: "foot" }, time);
  if (message.progress !== undefined && !message.failed) line.prepend(el("span", { className: "progress" }, say("uploading", { percent: message.progress })));
  if (message.failed) line.prepend(...failure(message, acts));
  if (message.own) line.append(mark(message));
  return line;
}

function mark(message) {
  const words = message.failed ? "not-sent" : message.pending ? "pending" : "sent";
  return el("span", { className: `mark ${words}`, role: "img", title: say(words), aria: { label: say(words) } }, icon(message.pending ? "clock" : "tick"));
}

function failure(message, acts) {
  return [
    el("span", { className: "failed" }, message.failed),
    el("button", { type: "button", className: "small", on: { click: () => acts.retry(message.key) } }, say("try-again")),
    el("button", { type: "button", className: "small", on: { click: () => acts.drop(message.key) } }, say("cancel")),
  ];
}

function keyboard(message, acts) {
  const rows = message.buttons.map((row) => el("div", { className: "row" }, ...row.map((button) => key(message, button, acts))));
  return el("div", { className: "keyboard" }, ...rows);
}

function key(message, button, acts) {
  if (button.url) {
    const away = link(button.url, [button.text, icon("away")]);
    away.className = "key";
    return away;
  }
  return el("button", { type: "button", className: "key", data: { data: button.data }, on: { click: (event) => acts.tap(message, button, event.currentTarget) } }, button.text);
}

function attachment(message, acts) {
  const file = message.file;
  const url = message.blob || `/files/${file.stored}`;
  return INLINE.includes(file.mime) && (message.blob || file.width) ? picture(file, url, acts) : card(file, url, Boolean(message.pending));
}

function picture(file, url, acts) {
  const image = el("img", { src: url, alt: say("picture", { name: file.name }), loading: "lazy", decoding: "async" });
  // Room is kept before the picture is there, so that the text below does not jump.
  if (file.width) Object.assign(image, { width: file.width, height: file.height });
  const open = el("button", { type: "button", className: "picture", aria: { label: say("open-picture", { name: file.name }) }, on: { click: () => acts.look(file, url) } }, image);
  if (file.width) open.style.setProperty("--shape", `${file.width} / ${file.height}`);
  return open;
}

function card(file, url, pending) {
  const words = el("span", { className: "file-words" }, el("span", { className: "file-name" }, file.name), el("span", { className: "file-size" }, sizeOf(file.size)));
  const sign = el("span", { className: "file-sign" }, icon("file"));
  if (pending) return el("div", { className: "file" }, sign, words);
  const arrow = el("span", { className: "file-save" }, icon("save"));
  return el("a", { className: "file", href: `${url}?download`, download: file.name, aria: { label: `${say("save")}: ${file.name}, ${sizeOf(file.size)}` } }, sign, words, arrow);
}
