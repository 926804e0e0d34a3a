// Short words under the header, words that must be read, questions, and pictures in full size.

import { el, icon, say } from "./page.js";

const STAYS = 1800;
const EACH_LETTER = 65;
let timer;

export function toast(text) {
  if (!text) return;
  const node = document.getElementById("toast");
  node.textContent = text;
  // Under the header: at the bottom it would lie on the newest message.
  node.style.top = `${document.querySelector(".head").getBoundingClientRect().bottom + 12}px`;
  node.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => node.classList.remove("shown"), STAYS + text.length * EACH_LETTER);
}

// Must be acknowledged. Resolves when it is.
export function alertBox(text) {
  return dialog("notice", [el("p", { className: "dialog-text" }, text)], [[say("ok"), "ok", "main-button"]]);
}

// Resolves to whether the answer was yes.
export async function ask(text, yes) {
  const buttons = [[say("cancel"), "", "plain-button"], [yes, "yes", "main-button"]];
  return (await dialog("notice", [el("p", { className: "dialog-text" }, text)], buttons)) === "yes";
}

export function lookAt(file, url) {
  const image = el("img", { src: url, alt: say("picture", { name: file.name }) });
  const name = el("p", { className: "look-name" }, file.name);
  const save = file.stored ? el("a", { className: "look-button", href: `${url}?download`, download: file.name, aria: { label: say("save") } }, icon("save")) : null;
  const box = el("dialog", { className: "look" });
  const close = el("button", { type: "button", className: "look-button", aria: { label: say("close") }, on: { click: () => box.close() } }, icon("cross"));
  box.append(el("div", { className: "look-head" }, name, ...[save, close].filter(Boolean)), image);
  image.addEventListener("click", () => box.close());
  show(box);
}

function dialog(kind, content, buttons) {
  return new Promise((resolve) => {
    const box = el("dialog", { className: kind });
    const made = buttons.map(([text, value, look]) => el("button", { type: "button", className: look, on: { click: () => box.close(value) } }, text));
    box.append(...content, el("div", { className: "dialog-buttons" }, ...made));
    box.addEventListener("close", () => resolve(box.returnValue));
    show(box);
    made[made.length - 1].focus();
  });
}

function show(box) {
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
