// Files on their way up. They live as long as the page: a browser's store has no room for them.

import { newKey, now, say } from "./page.js";

export class Uploads {
  // changed(): the list changed; ready({key, stored, caption, file}): the server has it; refused(text): it will not.
  constructor(acts) {
    this.acts = acts;
    this.list = [];
    this.running = null;
  }

  add(files, caption) {
    files.forEach((file, place) => {
      const shown = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
      const about = { name: file.name, size: file.size, mime: file.type };
      this.list.push({ key: newKey(), file: about, source: file, blob: shown, text: place ? "" : caption, at: now().toISOString(), progress: 0 });
    });
    this.acts.changed();
    this.next();
  }

  // One after the other: on a thin line two at once are both slow.
  next() {
    if (this.running) return;
    const item = this.list.find((one) => !one.failed);
    if (item) this.start(item);
  }

  start(item) {
    const request = new XMLHttpRequest();
    this.running = { request, key: item.key };
    request.open("POST", "/files");
    request.upload.addEventListener("progress", (event) => {
      const percent = event.total ? Math.min(99, Math.round((event.loaded / event.total) * 100)) : 0;
      if (percent === item.progress) return;
      item.progress = percent;
      this.acts.changed();
    });
    request.addEventListener("loadend", () => this.ended(item, request));
    const body = new FormData();
    body.append("file", item.source, item.file.name);
    request.send(body);
  }

  ended(item, request) {
    this.running = null;
    if (!this.list.includes(item)) return this.next();
    if (request.status === 200) {
      this.list = this.list.filter((one) => one !== item);
      const file = JSON.parse(request.responseText);
      this.acts.ready({ key: item.key, stored: file.stored, caption: item.text, file, blob: item.blob, at: item.at });
    } else if ([400, 413, 415].includes(request.status)) {
      this.remove(item.key);
      this.acts.refused(request.responseText);
    } else {
      item.failed = say("not-sent");
      item.again = request.status === 429 ? Number(request.getResponseHeader("Retry-After")) * 1000 : null;
      if (item.again) setTimeout(() => this.retry(item.key), item.again);
    }
    this.acts.changed();
    this.next();
  }

  retry(key) {
    const item = this.list.find((one) => one.key === key);
    if (!item) return;
    Object.assign(item, { failed: null, progress: 0 });
    this.acts.changed();
    this.next();
  }

  retryAll() {
    for (const item of this.list.filter((one) => one.failed)) this.retry(item.key);
  }

  remove(key) {
    const item = this.list.find((one) => one.key === key);
    this.list = this.list.filter((one) => one.key !== key);
    if (item && item.blob) URL.revokeObjectURL(item.blob);
    if (this.running && this.running.key === key) this.running.request.abort();
    this.acts.changed();
  }
}
