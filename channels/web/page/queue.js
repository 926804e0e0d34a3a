// What was written and has not been acknowledged, and what is being written: kept in this browser, so that nothing is
// lost when the page is closed. One store for each account. The browser's memory stands in where storage is refused.

const memory = new Map();
const STALE_TAP = 10 * 60 * 1000;
let usable = true;

function load(name) {
  if (!usable) return memory.get(name) ?? null;
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep(name, value) {
  memory.set(name, value);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    usable = false; // full or refused: from now on it lives as long as the page
  }
}

export class Queue {
  constructor(account) {
    this.name = `tincoso.queue.${account}`;
    this.draftName = `tincoso.draft.${account}`;
    // A tap of long ago was meant for a screen that is no more.
    const fresh = (item) => item.kind !== "tap" || Date.now() - item.at < STALE_TAP;
    keep(this.name, this.items().filter(fresh));
  }

  items() {
    const kept = load(this.name);
    return Array.isArray(kept) ? kept : [];
  }

  add(item) {
    keep(this.name, [...this.items(), item]);
  }

  remove(key) {
    const left = this.items().filter((item) => item.key !== key);
    const found = left.length !== this.items().length;
    if (found) keep(this.name, left.length ? left : null);
    return found;
  }

  get draft() {
    return load(this.draftName) || "";
  }

  set draft(text) {
    keep(this.draftName, text || null);
  }

  forget() {
    keep(this.name, null);
    keep(this.draftName, null);
  }
}
