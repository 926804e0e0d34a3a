// The live line to the server: connects, notices when it is dead, and comes back by itself.

const LONGEST_WAIT = 30000;
const PING_EVERY = 25000;
const SILENCE = 40000;
const QUICK_CHECK = 5000;
const SIGNED_OUT = 4401;

export class Line {
  // hello(): the first words; on(event): what the server says; onState("open" | "closed" | "signed-out").
  constructor({ hello, on, onState }) {
    Object.assign(this, { hello, on, onState });
    this.wait = 1000;
    this.socket = null;
    this.wanted = false;
    this.ready = false;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.cut());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
    window.addEventListener("pageshow", () => this.hurry());
    setInterval(() => this.watch(), 5000);
  }

  open() {
    this.wanted = true;
    this.connect();
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.drop();
  }

  send(frame) {
    if (!this.ready) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  connect() {
    clearTimeout(this.timer);
    if (!this.wanted || this.socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws`);
    this.socket = socket;
    this.heard = Date.now();
    let opened = false;
    socket.onopen = () => {
      opened = true;
      socket.send(JSON.stringify({ kind: "hello", ...this.hello() }));
    };
    socket.onmessage = (message) => {
      if (socket !== this.socket) return;
      this.heard = Date.now();
      const event = JSON.parse(message.data);
      if (event.type === "welcome") [this.ready, this.wait] = [true, 1000];
      this.on(event);
      if (event.type === "welcome") this.onState("open");
    };
    socket.onclose = (closed) => {
      if (socket === this.socket) this.lost(opened, closed.code);
    };
  }

  async lost(opened, code) {
    this.drop();
    if (!this.wanted) return;
    this.onState("closed");
    // A page is not told why a handshake failed: ask whether it was the session or the network.
    if ((code === SIGNED_OUT || !opened) && (await this.isSignedOut())) {
      this.wanted = false;
      return this.onState("signed-out");
    }
    this.later();
  }

  async isSignedOut() {
    try {
      return (await fetch("/me")).status === 401;
    } catch {
      return false;
    }
  }

  later() {
    clearTimeout(this.timer);
    // Spread, so that a thousand pages do not come back in the same second after a restart.
    this.timer = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    this.ready = false;
    if (socket) socket.close();
  }

  // The network came back, or the page came to the front: look now instead of waiting.
  hurry() {
    if (!this.wanted) return;
    if (!this.socket) {
      this.wait = 1000;
      this.connect();
    } else if (this.ready) {
      this.asked = Date.now();
      this.send({ kind: "ping" });
      setTimeout(() => this.heard < this.asked && this.restart(), QUICK_CHECK);
    }
  }

  // The device says that it has no network: do not wait for the line to notice.
  cut() {
    if (!this.wanted) return;
    this.drop();
    this.onState("closed");
    this.later();
  }

  watch() {
    if (!this.socket) return;
    const silent = Date.now() - this.heard;
    if (silent > SILENCE) this.restart();
    else if (this.ready && silent > PING_EVERY) this.send({ kind: "ping" });
  }

  restart() {
    if (!this.socket || !this.wanted) return;
    this.drop();
    this.onState("closed");
    this.connect();
  }
}
