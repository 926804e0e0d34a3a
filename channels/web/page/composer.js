// Writing: the text area that grows, files chosen, pasted or dropped, and what is sent when.

import { byFinger, el, icon, say, sizeOf, state } from "./page.js";
import { toast } from "./notices.js";

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const MOST_FILES = 10;

export class Composer {
  // acts: {text(text), files(files, caption), draft(text)}
  constructor(acts) {
    this.acts = acts;
    this.chosen = [];
    for (const name of ["composer", "write", "send", "attach", "picker", "tray", "menu", "drop"]) this[name] = document.getElementById(name);
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.write.addEventListener("input", () => this.written());
    this.write.addEventListener("keydown", (event) => this.pressed(event));
    this.write.addEventListener("paste", (event) => this.take(event.clipboardData.files, event));
    this.menu.addEventListener("click", () => acts.text("/menu"));
    this.attach.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => {
      this.take(this.picker.files);
      this.picker.value = "";
    });
    // A tap on the send button must not close the keyboard of a phone.
    this.send.addEventListener("pointerdown", (event) => event.preventDefault());
    this.watchDrops(document.getElementById("chat"));
    this.showSend();
  }

  set(text) {
    this.write.value = text;
    this.written();
  }

  get text() {
    return this.write.value.trim();
  }

  written() {
    this.acts.draft(this.write.value);
    this.fit();
    this.showSend();
  }

  fit() {
    this.write.style.height = "auto";
    this.write.style.height = `${Math.min(this.write.scrollHeight, window.innerHeight * 0.35)}px`;
  }

  showSend() {
    this.send.disabled = !this.text && !this.chosen.length;
  }

  // Enter sends where there is a real keyboard; on a phone it makes a new line. Not while a Vietnamese input method
  // still puts a word together.
  pressed(event) {
    const typing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || typing || byFinger()) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.text;
    const limit = this.chosen.length ? LONGEST_CAPTION : LONGEST_TEXT;
    if (text.length > limit) return toast(say("too-long", { limit }));
    if (this.chosen.length) this.acts.files(this.chosen, text);
    else if (text) this.acts.text(text);
    else return;
    this.clear();
  }

  clear() {
    this.chosen = [];
    this.set("");
    this.showTray();
  }

  take(list, event = null) {
    const files = Array.from(list || []);
    if (!files.length) return;
    if (event) event.preventDefault();
    for (const file of files) {
      if (file.size > state.limit) toast(say("file-too-big", { limit: Math.floor(state.limit / 1048576) }));
      else if (!file.size) toast(say("file-empty", { name: file.name }));
      else if (this.chosen.length < MOST_FILES) this.chosen.push(file);
    }
    this.showTray();
    this.write.focus();
  }

  showTray() {
    this.tray.hidden = !this.chosen.length;
    this.tray.replaceChildren(...this.chosen.map((file) => this.ticket(file)));
    this.showSend();
  }

  ticket(file) {
    const words = el("span", { className: "ticket-words" }, el("span", { className: "ticket-name" }, file.name), sizeOf(file.size));
    const remove = () => {
      this.chosen = this.chosen.filter((one) => one !== file);
      this.showTray();
      this.write.focus();
    };
    const cross = el("button", { type: "button", className: "ticket-remove", aria: { label: say("remove", { name: file.name }) }, on: { click: remove } }, icon("cross"));
    return el("div", { className: "ticket" }, icon("file"), words, cross);
  }

  watchDrops(area) {
    const holdsFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    area.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.drop.hidden = false;
    });
    area.addEventListener("dragleave", (event) => {
      if (!area.contains(event.relatedTarget)) this.drop.hidden = true;
    });
    area.addEventListener("drop", (event) => {
      this.drop.hidden = true;
      if (holdsFiles(event)) this.take(event.dataTransfer.files, event);
    });
  }
}
