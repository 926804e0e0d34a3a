// The chat of one account: what is written goes into the queue and out; what comes in goes onto the screen.

import { Composer } from "./composer.js";
import { Line } from "./line.js";
import { alertBox, lookAt, toast } from "./notices.js";
import { el, newKey, now, say, setNow } from "./page.js";
import { Queue } from "./queue.js";
import { Transcript } from "./transcript.js";
import { Uploads } from "./uploads.js";

const TAP_LASTS = 10000;
const DOTS_AFTER = 600;

export class Chat {
  // signedOut(): the session is over; named(name): who the officer is.
  constructor({ signedOut, named, clock }) {
    Object.assign(this, { signedOut, named, clock });
    this.account = null;
    this.revision = 0;
    this.taps = new Map();
    this.blobs = new Map();
    this.unseen = 0;
    this.transcript = new Transcript({
      tap: (message, button, node) => this.tap(message, button, node),
      command: (text) => this.text(text),
      look: lookAt,
      retry: (key) => this.uploads.retry(key),
      drop: (key) => this.uploads.remove(key),
    });
    this.uploads = new Uploads({
      changed: () => this.showPending(),
      ready: (item) => this.uploaded(item),
      refused: toast,
    });
    this.composer = new Composer({
      text: (text) => this.text(text),
      files: (files, caption) => this.uploads.add(files, caption),
      draft: (text) => this.queue && (this.queue.draft = text),
    });
    this.line = new Line({
      hello: () => ({ account: this.account, revision: this.revision, waiting: [...this.taps.keys()] }),
      on: (event) => this.heard(event),
      onState: (kind) => this.showState(kind),
    });
    window.addEventListener("storage", (event) => this.queue && event.key === this.queue.name && this.showPending());
    document.addEventListener("visibilitychange", () => this.showUnseen(document.hidden ? this.unseen : 0));
  }

  open(account) {
    this.line.close();
    this.begin(account);
    this.line.open();
  }

  begin(account) {
    Object.assign(this, { account, revision: 0, queue: new Queue(account) });
    this.taps.clear();
    this.transcript.reset([], false);
    this.composer.set(this.queue.draft);
    this.showPending();
    this.showState("closed");
  }

  close() {
    this.line.close();
    this.transcript.reset([], false);
  }

  // Out

  text(text) {
    this.put({ kind: "text", key: newKey(), text, at: now().toISOString() });
  }

  uploaded({ key, stored, caption, file, blob, at }) {
    if (blob) this.blobs.set(key, blob);
    this.put({ kind: "file", key, file: stored, caption, about: file, at });
  }

  tap(message, button, node) {
    const key = newKey();
    this.taps.set(key, node);
    node.classList.add("busy");
    node.setAttribute("aria-busy", "true");
    setTimeout(() => this.release(key), TAP_LASTS);
    this.put({ kind: "tap", key, message: message.id, data: button.data, at: Date.now() });
  }

  release(key) {
    const node = this.taps.get(key);
    this.taps.delete(key);
    if (!node) return;
    node.classList.remove("busy");
    node.removeAttribute("aria-busy");
  }

  put(item) {
    this.queue.add(item);
    if (item.kind !== "tap") {
      this.showPending();
      this.transcript.goToEnd();
    }
    this.sendOne(item);
  }

  sendOne({ kind, key, text, message, data, file, caption }) {
    this.line.send({ kind, key, text, message, data, file, caption });
  }

  sendAll() {
    for (const item of this.queue.items()) this.sendOne(item);
  }

  // In

  heard(event) {
    const act = {
      welcome: () => this.welcome(event),
      changes: () => this.changes(event),
      ack: () => this.acknowledged(event.key),
      refused: () => this.refused(event),
      wait: () => this.waited(event),
      answer: () => this.answered(event),
      typing: () => this.transcript.showTyping(),
      clock: () => this.clock(event),
    }[event.type];
    if (act) act();
  }

  welcome(event) {
    setNow(event.now);
    if (event.account !== this.account) this.begin(event.account);
    this.named(event.name);
    if (event.fresh) {
      this.settle(event.messages);
      this.transcript.reset(event.messages, event.more);
      this.revision = event.revision;
    } else {
      this.changes(event);
    }
    event.answers.forEach((answer) => this.answered(answer));
    this.showPending();
    this.showStart();
    this.sendAll();
    this.uploads.retryAll();
  }

  changes({ messages, revision }) {
    this.settle(messages);
    const heard = this.transcript.apply(messages);
    this.revision = revision;
    this.showPending();
    this.showStart();
    if (document.hidden) this.showUnseen(this.unseen + heard.length);
  }

  // A message of ours that came back is no longer waiting, even if its acknowledgement was lost.
  settle(messages) {
    for (const { key } of messages) if (key) this.settled(key);
  }

  settled(key) {
    const blob = this.blobs.get(key);
    if (blob) URL.revokeObjectURL(blob);
    this.blobs.delete(key);
    return this.queue.remove(key);
  }

  acknowledged(key) {
    this.queue.remove(key);
    clearTimeout(this.dots);
    // The bot is at work; said only when it takes a while.
    this.dots = setTimeout(() => {
      this.showPending();
      if (this.transcript.endsWithOwn) this.transcript.showTyping();
    }, DOTS_AFTER);
  }

  refused({ key, reason, text }) {
    const item = this.queue.items().find((one) => one.key === key);
    this.settled(key);
    this.release(key);
    this.showPending();
    toast(text);
    // What was written is given back rather than lost.
    if (item && item.kind === "text" && reason !== "page-empty" && !this.composer.text) this.composer.set(item.text);
  }

  waited({ seconds, text }) {
    if (!this.paused) toast(text);
    clearTimeout(this.paused);
    this.paused = setTimeout(() => {
      this.paused = null;
      this.sendAll();
    }, seconds * 1000);
  }

  answered({ key, text, alert }) {
    const ours = this.taps.has(key);
    this.release(key);
    if (!ours || !text) return;
    if (alert) alertBox(text);
    else toast(text);
  }

  // On the screen

  showPending() {
    const queued = this.queue ? this.queue.items().filter((item) => item.kind !== "tap") : [];
    const shown = queued.map((item) => ({ key: item.key, at: item.at, text: item.text || item.caption, file: item.about, blob: this.blobs.get(item.key) }));
    this.transcript.setPending([...shown, ...this.uploads.list]);
  }

  showState(kind) {
    if (kind === "signed-out") return this.signedOut();
    const online = kind === "open";
    const node = document.getElementById("connection");
    this.wasOnline = this.wasOnline || online;
    const away = navigator.onLine === false ? "offline" : this.wasOnline ? "reconnecting" : "connecting";
    node.textContent = say(online ? "connected" : away);
    node.classList.toggle("online", online);
    document.getElementById("chat").classList.toggle("away", !online);
  }

  // Someone who comes for the first time need not know what to type.
  showStart() {
    const old = document.getElementById("start");
    const wanted = this.transcript.empty && !this.queue.items().length;
    if (old && !wanted) old.remove();
    if (old || !wanted) return;
    const button = el("button", { type: "button", className: "main-button", on: { click: () => this.text("/start") } }, say("start-button"));
    this.transcript.log.before(el("div", { id: "start", className: "start" }, el("p", {}, say("welcome")), button));
  }

  showUnseen(count) {
    this.unseen = count;
    document.title = count ? `(${count}) ${say("bot-name")}` : say("bot-name");
  }
}
