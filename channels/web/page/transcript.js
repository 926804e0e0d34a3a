// The messages on the screen: put in their order, changed in place, with days between them; and where the eye is.

import { bubble } from "./bubble.js";
import { dayName, el, icon, isoDay, say } from "./page.js";

const NEAR_END = 90;
const NEAR_TOP = 400;
const TOGETHER = 4 * 60 * 1000;
const TYPING_LASTS = 6000;

export class Transcript {
  constructor(acts) {
    this.acts = acts;
    for (const name of ["scroller", "log", "older", "typing", "spoken"]) this[name] = document.getElementById(name);
    this.toEnd = document.getElementById("to-end");
    this.messages = new Map();
    this.unread = 0;
    this.more = false;
    this.pinned = true;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.toEnd.addEventListener("click", () => this.goToEnd());
    this.older.addEventListener("click", () => this.loadOlder());
    // Pictures and the keyboard change heights: who was at the end stays there.
    new ResizeObserver(() => this.pinned && this.jump()).observe(this.log);
    new ResizeObserver(() => this.pinned && this.jump()).observe(this.scroller);
  }

  get empty() {
    return this.messages.size === 0;
  }

  // A whole new screen.
  reset(messages, more) {
    this.messages.clear();
    this.log.replaceChildren();
    this.log.setAttribute("aria-live", "off");
    this.more = more;
    for (const message of messages) this.put(message);
    this.showOlder();
    this.goToEnd();
    // Only what comes from now on is read out.
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 500);
  }

  // New, changed and removed messages, in any order, as often as they come. Says which are new and from the bot.
  apply(messages) {
    const fresh = [];
    for (const message of messages) {
      const known = this.messages.get(message.id);
      if (known && known.revision >= message.revision) continue;
      if (message.deleted) this.take(message.id);
      else if (this.put(message)) fresh.push(message);
    }
    const heard = fresh.filter((message) => !message.own);
    if (messages.some((message) => !message.own && !message.deleted)) this.hideTyping();
    if (fresh.some((message) => message.own)) this.pinned = true;
    if (this.pinned) this.jump();
    else this.count(heard.length);
    return heard;
  }

  put(message) {
    const known = this.messages.get(message.id);
    // Above the top of the loaded screen it is read when one scrolls there.
    if (!known && this.more && this.messages.size && message.id < Math.min(...this.messages.keys())) return false;
    const node = bubble(message, this.acts);
    this.messages.set(message.id, message);
    const old = this.node(message.id);
    if (old) this.replace(old, node, message);
    else this.insert(node, message);
    return !known;
  }

  insert(node, message) {
    node.dataset.at = message.at;
    let next = null;
    for (let one = this.log.lastElementChild; one && (one.dataset.pending || Number(one.dataset.id) > message.id); one = one.previousElementSibling) next = one;
    this.log.insertBefore(node, next);
    this.join(node);
    this.join(node.nextElementSibling);
  }

  replace(old, node, message) {
    const focused = old.contains(document.activeElement);
    const before = old.querySelector(".text");
    node.dataset.at = message.at;
    old.replaceWith(node);
    this.join(node);
    node.classList.add("still");
    if (focused) (node.querySelector(".key") || document.getElementById("write")).focus({ preventScroll: true });
    // A live region reads additions; that this one changed in place is said here.
    if (!message.own && message.text && before && before.textContent !== message.text) this.spoken.textContent = message.text;
  }

  take(id) {
    const node = this.node(id);
    this.messages.delete(id);
    if (!node) return;
    const next = node.nextElementSibling;
    node.remove();
    this.join(next);
  }

  // What is on its way, below everything else.
  setPending(items) {
    for (const old of this.log.querySelectorAll("[data-pending]")) old.remove();
    for (const item of items) {
      const node = bubble({ own: true, pending: true, ...item }, this.acts);
      node.dataset.pending = "yes";
      node.dataset.at = item.at;
      this.log.append(node);
      this.join(node);
    }
  }

  // The day above the first message of a day; messages of one side close together.
  join(node) {
    if (!node) return;
    for (const old of node.querySelectorAll(":scope > .day")) old.remove();
    const before = node.previousElementSibling;
    const [at, then] = [new Date(node.dataset.at), before && new Date(before.dataset.at)];
    const newDay = !before || isoDay(at) !== isoDay(then);
    if (newDay) node.prepend(el("div", { className: "day" }, el("span", {}, dayName(at))));
    const sameSide = before && before.classList.contains("own") === node.classList.contains("own");
    node.classList.toggle("follows", Boolean(!newDay && sameSide && Math.abs(at - then) < TOGETHER));
  }

  // "Hôm nay" of yesterday is "Hôm qua".
  renameDays() {
    for (const day of this.log.querySelectorAll(".day > span")) day.textContent = dayName(new Date(day.closest(".message").dataset.at));
  }

  node(id) {
    return this.log.querySelector(`[data-id="${Number(id)}"]`);
  }

  get endsWithOwn() {
    return Boolean(this.log.lastElementChild && this.log.lastElementChild.classList.contains("own"));
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.hideTyping(), TYPING_LASTS);
    if (this.pinned) this.jump();
  }

  hideTyping() {
    clearTimeout(this.typingTimer);
    this.typing.hidden = true;
  }

  // Where the eye is

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.pinned) this.count(0);
    this.showToEnd();
    if (scrollTop < NEAR_TOP && this.more && !this.failed) this.loadOlder();
  }

  jump() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  goToEnd() {
    this.pinned = true;
    this.count(0);
    this.jump();
  }

  count(added) {
    this.unread = added ? this.unread + added : this.pinned ? 0 : this.unread;
    this.showToEnd();
  }

  showToEnd() {
    this.toEnd.hidden = this.pinned;
    const words = this.unread ? say("new-messages", { count: this.unread }) : "";
    this.toEnd.classList.toggle("counted", Boolean(words));
    this.toEnd.setAttribute("aria-label", words || say("to-end"));
    this.toEnd.replaceChildren(words, icon("down"));
  }

  showOlder() {
    this.older.hidden = !this.more;
    this.older.textContent = say(this.failed ? "older-failed" : "older");
  }

  async loadOlder() {
    if (this.loading || !this.more || this.empty) return;
    this.loading = true;
    this.failed = false;
    this.showOlder();
    try {
      const answer = await fetch(`/history?before=${Math.min(...this.messages.keys())}`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.prepend(await answer.json());
    } catch {
      this.failed = true;
    }
    this.loading = false;
    this.showOlder();
  }

  prepend({ messages, more }) {
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.log.setAttribute("aria-live", "off");
    this.more = false;
    for (const message of messages) if (!this.messages.has(message.id)) this.put(message);
    this.more = more;
    this.showOlder();
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 100);
  }
}

