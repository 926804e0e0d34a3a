// The demo's bar: who one is, and what time it is. The server has these routes in the demo only.

import { el, hour, icon, isoDay, moment, now, post, say } from "./page.js";
import { toast } from "./notices.js";

export class Demo {
  // become(account): this browser is now that person.
  constructor(become) {
    this.become = become;
    this.bar = document.getElementById("demo");
    this.build();
    this.bar.hidden = false;
    setInterval(() => this.showClock(), 1000);
  }

  async start() {
    const [people, hours] = await Promise.all(["/demo/personas", "/demo/clock"].map(async (path) => (await fetch(path)).json()));
    this.showPeople(people.personas, people.current);
    this.heard(hours);
  }

  build() {
    this.select = el("select", { id: "persona", aria: { label: say("demo-choose") }, on: { change: () => this.play(this.select.value) } });
    this.clock = el("span", { className: "demo-clock" });
    this.toggle = el("button", { type: "button", className: "demo-toggle", aria: { expanded: "false", controls: "demo-panel" }, on: { click: () => this.fold() } }, icon("clock"), this.clock);
    this.next = el("span", { className: "demo-next" });
    this.own = el("input", { type: "datetime-local", className: "demo-own", aria: { label: say("demo-own") } });
    this.panel = el("div", { id: "demo-panel", className: "demo-panel", hidden: true },
      this.button("demo-hour", { add_hours: 1 }), this.button("demo-day", { add_days: 1 }), this.button("demo-next", { to: "next_reminder" }),
      el("form", { className: "demo-form", on: { submit: (event) => this.setOwn(event) } }, this.own, el("button", { type: "submit" }, say("demo-set"))),
      this.next);
    const label = el("label", { className: "demo-who", htmlFor: "persona" }, say("demo"));
    this.bar.append(el("div", { className: "demo-row" }, label, this.select, this.toggle), this.panel);
    this.bar.setAttribute("aria-label", say("demo"));
  }

  button(key, body) {
    return el("button", { type: "button", data: { move: key }, on: { click: () => this.move(body) } }, say(key));
  }

  showPeople(personas, current) {
    const choose = el("option", { value: "", disabled: true, selected: !current }, say("demo-choose"));
    this.select.replaceChildren(choose, ...personas.map((one) => el("option", { value: one.key, selected: one.key === current }, persona(one))));
    this.cards(personas);
  }

  // On the first screen people are chosen from cards instead of a code.
  cards(personas) {
    const card = document.querySelector(".login-card");
    for (const old of card.querySelectorAll(".demo-people")) old.remove();
    const people = personas.map((one) => el("button", { type: "button", className: "demo-person", data: { persona: one.key }, on: { click: () => this.play(one.key) } },
      el("strong", {}, one.name), el("span", {}, [one.title, one.unit].filter(Boolean).join(" – "))));
    card.append(el("div", { className: "demo-people" }, el("p", {}, say("demo-intro")), ...people));
    card.classList.add("with-people");
  }

  async play(key) {
    try {
      const { account } = await post("/demo/become", { key });
      this.select.value = key;
      this.become(account);
    } catch (error) {
      toast(error.message);
    }
  }

  async move(body) {
    for (const button of this.panel.querySelectorAll("button")) button.disabled = true;
    try {
      const hours = await post("/demo/clock", body);
      this.heard(hours);
      toast(say("demo-moved", { time: moment(new Date(hours.now)) }));
    } catch (error) {
      toast(error.message);
    }
    for (const button of this.panel.querySelectorAll("button")) button.disabled = false;
    this.showNext();
  }

  setOwn(event) {
    event.preventDefault();
    if (this.own.value) this.move({ at: this.own.value });
  }

  // onClock is set by the page: the whole page goes by this clock.
  heard(hours) {
    this.onClock(hours.now);
    this.due = hours.next;
    this.own.value = `${isoDay(now())}T${hour(now())}`;
    this.showClock();
    this.showNext();
  }

  showNext() {
    this.next.textContent = this.due ? say("demo-next-at", { time: moment(new Date(this.due)) }) : say("demo-next-none");
    this.panel.querySelector("[data-move=demo-next]").disabled = !this.due;
  }

  showClock() {
    const [year, month, day] = isoDay(now()).split("-");
    this.clock.replaceChildren(`${hour(now())} ${day}/${month}`, el("span", { className: "demo-year" }, `/${year}`));
  }

  fold() {
    this.panel.hidden = !this.panel.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.panel.hidden));
    this.toggle.title = say(this.panel.hidden ? "demo-show" : "demo-hide");
  }
}

// "An – cán bộ, xã An Hòa": people here are called by the last part of their name.
function persona({ name, title, unit }) {
  const about = [title, unit].filter(Boolean).join(", ");
  return [name.split(" ").pop(), about].filter(Boolean).join(" – ");
}
