// The player: one task at a time, saved as one types, by the server's clock. Every answer lies on
// this device until the server has said that it keeps it, so that a cut connection, a second tab or
// a reload loses nothing. Without this file the page is one form with a button that saves it.

const TYPING = 600; // milliseconds without a key before an answer is sent
const RETRY = 3000;
const SYNC = 60_000;
const FACTS = 15_000;
const NARROW = 600;
const SAID_AT = [600, 300, 120, 60, 30]; // seconds left at which a screen reader hears it

/** What is kept on this device for one sitting; in memory where nothing may be kept. */
class Shelf {
  constructor(key) {
    this.key = `sitting:${key}`;
    this.memory = {};
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? this.memory;
    } catch {
      return this.memory;
    }
  }

  change(change) {
    const kept = { waiting: {}, facts: {}, sequence: 0, ...this.read() };
    change(kept);
    this.memory = kept;
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // a full or forbidden store: this page still remembers
    }
    return kept;
  }

  forget() {
    this.memory = {};
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function post(url, body, more = {}) {
  return fetch(url, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token() }, ...more });
}

/** The time that is left: the server's word, and this device's steady clock since then. */
class Clock {
  constructor(element, section, ended) {
    this.element = element;
    this.section = section;
    this.ended = ended;
    this.shown = element.querySelector("[data-time]");
    if (element.dataset.left === undefined) return;
    this.take(Number(element.dataset.left));
    this.ask(); // the page may have been on its way for a while
    setInterval(() => this.show(), 250);
    setInterval(() => this.ask(), SYNC);
    for (const happens of ["online", "focus", "pageshow"]) addEventListener(happens, () => this.ask());
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
  }

  take(left) {
    if (left === null || this.shown === null) return;
    this.left = left;
    this.since = performance.now();
    this.show();
  }

  now() {
    return this.left - (performance.now() - this.since) / 1000;
  }

  async ask() {
    const asked = performance.now();
    const answer = await fetch(this.element.dataset.clock, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const stand = await answer.json();
    if (stand.section !== this.section) location.reload(); // another tab went on
    else if (stand.phase !== "running") this.end();
    else if (stand.left !== null) this.take(stand.left - (performance.now() - asked) / 2000);
  }

  show() {
    const left = this.now();
    const whole = Math.max(0, Math.ceil(left));
    this.shown.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    this.shown.parentElement.toggleAttribute("data-soon", whole <= 60);
    const due = SAID_AT.filter((mark) => whole <= mark).at(-1);
    if (due !== undefined && due !== this.said && whole > due - 5) this.say(due);
    if (left <= 0) this.end();
  }

  say(seconds) {
    this.said = seconds;
    const words = this.element.dataset;
    const text = seconds < 60 ? words.halfWords : seconds === 60 ? words.minuteWords : words.minutesWords.replace("%n", seconds / 60);
    this.element.querySelector("[data-time-said]").textContent = text;
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.ended();
  }
}

/** Saves answers one by one, each under a number that only grows. */
class Saver {
  constructor(player, shelf, told) {
    this.player = player;
    this.shelf = shelf;
    this.told = told;
    shelf.change((kept) => {
      kept.sequence = Math.max(kept.sequence, Number(player.dataset.sequence));
    });
    addEventListener("online", () => this.push());
    setInterval(() => this.push(), RETRY);
  }

  /** Keep what a task's fields hold now, and send it. */
  keep(task, form) {
    const fields = [...new FormData(form)].filter(([name]) => name.startsWith(`${task.dataset.task}.`));
    this.shelf.change((kept) => {
      kept.sequence += 1;
      kept.waiting[task.dataset.task] = { url: task.dataset.save, fields, sequence: kept.sequence };
    });
    this.player.dispatchEvent(new CustomEvent("kept", { detail: task.dataset.task }));
    return this.push();
  }

  /** One sending at a time; whoever calls meanwhile is served by another round. */
  push() {
    this.isDue = true;
    this.flight ??= this.pump().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  async pump() {
    while (this.isDue) {
      this.isDue = false;
      for (const [key, answer] of Object.entries(this.shelf.read().waiting ?? {})) {
        if (!(await this.send(key, answer))) return;
      }
    }
  }

  async send(key, answer) {
    this.told("saving");
    const body = new URLSearchParams(answer.fields);
    body.set("sequence", answer.sequence);
    const reply = await post(answer.url, body).catch(() => null);
    if (reply === null || reply.status >= 500 || reply.status === 403 || reply.type === "opaqueredirect") {
      this.told(reply?.type === "opaqueredirect" || reply?.status === 403 ? "again" : "kept");
      return false;
    }
    const said = await reply.json().catch(() => ({}));
    this.shelf.change((kept) => {
      if (kept.waiting[key]?.sequence === answer.sequence) delete kept.waiting[key];
      kept.sequence = Math.max(kept.sequence, said.sequence ?? 0);
    });
    const stale = reply.ok && !said.changed && said.sequence > answer.sequence;
    this.told(reply.ok ? (stale ? "stale" : "saved") : "closed", { key, message: said.message, ...said, status: reply.status });
    return true;
  }

  get isWaiting() {
    return Object.keys(this.shelf.read().waiting ?? {}).length > 0;
  }
}

/** How it goes, as amounts that only grow; nothing is taken off for any of it. */
class Facts {
  constructor(player, shelf) {
    this.url = player.dataset.facts;
    this.shelf = shelf;
    if (Math.min(innerWidth, screen.width) < NARROW) this.add("phone:", 1, true);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.leave();
      else this.since = performance.now();
    });
    document.addEventListener("paste", () => this.add(`paste:${this.task ?? ""}`, 1));
    addEventListener("pagehide", () => this.look(null));
    setInterval(() => this.send(), FACTS);
  }

  add(name, amount, once = false) {
    this.shelf.change((kept) => {
      kept.facts[name] = once ? amount : (kept.facts[name] ?? 0) + Math.round(amount);
    });
    this.isNew = true;
  }

  leave() {
    this.add("away:", 1);
    this.count();
    this.send();
  }

  count() {
    if (this.task && this.since !== undefined) this.add(`time:${this.task}`, performance.now() - this.since);
    this.since = performance.now();
  }

  /** Another task is looked at, or none. */
  look(task) {
    this.count();
    this.task = task;
    this.send();
  }

  send() {
    if (!this.isNew) return;
    this.isNew = false;
    post(this.url, new URLSearchParams(this.shelf.read().facts), { keepalive: true }).catch(() => {
      this.isNew = true;
    });
  }
}

/** Every task of the part is on the page; one of them is shown. */
class Pages {
  constructor(form, facts) {
    this.form = form;
    this.facts = facts;
    this.tasks = [...form.querySelectorAll("[data-task]")];
    this.links = new Map([...form.querySelectorAll("[data-goes-to]")].map((link) => [link.dataset.goesTo, link]));
    this.form.querySelector("[data-plain]").hidden = true;
    if (this.tasks.length === 1) {
      facts.look(this.tasks[0].dataset.task);
      return;
    }
    this.form.querySelector("[data-numbers]").hidden = false;
    this.steps = this.form.querySelector("[data-steps]");
    this.steps.hidden = false;
    this.steps.querySelector("[data-back]").addEventListener("click", () => this.show(this.place - 1, true));
    this.steps.querySelector("[data-next]").addEventListener("click", () => this.show(this.place + 1, true));
    for (const [place, task] of this.tasks.entries()) {
      this.links.get(task.dataset.task).addEventListener("click", (event) => {
        event.preventDefault();
        this.show(place, true);
      });
    }
    const open = this.tasks.findIndex((task) => task.dataset.answered === undefined);
    this.show(open < 0 ? this.tasks.length - 1 : open, false);
  }

  show(place, isMoved) {
    this.place = Math.min(Math.max(place, 0), this.tasks.length - 1);
    for (const [each, task] of this.tasks.entries()) {
      task.hidden = each !== this.place;
      this.links.get(task.dataset.task).toggleAttribute("aria-current", each === this.place);
      if (each === this.place) this.links.get(task.dataset.task).setAttribute("aria-current", "step");
    }
    this.steps.querySelector("[data-back]").disabled = this.place === 0;
    this.steps.querySelector("[data-next]").hidden = this.place === this.tasks.length - 1;
    const task = this.tasks[this.place];
    if (isMoved) {
      scrollTo({ top: 0 });
      task.focus({ preventScroll: true });
    }
    this.facts.look(task.dataset.task);
  }

  mark(key, isAnswered) {
    const task = this.tasks.find((each) => each.dataset.task === key);
    if (!task) return;
    task.toggleAttribute("data-answered", isAnswered);
    const link = this.links.get(key);
    link?.toggleAttribute("data-answered", isAnswered);
    if (link) link.querySelector("[data-answered-words]").hidden = !isAnswered;
  }
}

class Player {
  constructor(element) {
    this.element = element;
    this.words = element.dataset;
    this.shelf = new Shelf(this.words.key);
    this.status = document.querySelector("[data-saved]");
    this.form = document.getElementById("answers");
    this.saver = new Saver(element, this.shelf, (how, more) => this.tell(how, more));
    this.facts = new Facts(element, this.shelf);
    new Clock(document.getElementById("clockline"), Number(this.words.section), () => this.end());
    this.isTurn = this.words.oneByOne !== undefined;
    if (this.form && !this.isTurn) this.pages = new Pages(this.form, this.facts);
    else this.facts.look(element.querySelector("[data-task]")?.dataset.task ?? null);
    if (this.form) this.listen();
    this.restore();
    this.count();
    for (const shown of element.querySelectorAll("[data-shown][data-for]")) passes(shown);
    for (const pad of element.querySelectorAll("[data-keypad]")) new Keypad(pad);
    for (const field of element.querySelectorAll("[data-kept-here]")) this.draft(field);
  }

  /** Notes are sent with the answer; until then they lie here, for a page that is loaded again. */
  draft(field) {
    const kept = this.shelf.read().drafts?.[field.name];
    if (kept && !field.value) field.value = kept;
    field.addEventListener("input", () => {
      this.shelf.change((all) => {
        all.drafts = { ...all.drafts, [field.name]: field.value };
      });
    });
  }

  listen() {
    this.timers = new Map();
    this.form.addEventListener("input", (event) => this.later(event.target, TYPING));
    this.form.addEventListener("change", (event) => this.later(event.target, 0));
    this.form.addEventListener("submit", (event) => this.submit(event));
    // what was typed a moment ago is on this device before the page goes
    addEventListener("pagehide", () => {
      for (const task of this.timers.keys()) this.keep(task);
    });
  }

  /** Put back what this device holds and the server may not: it was typed later. */
  restore() {
    const waiting = this.shelf.read().waiting ?? {};
    for (const [key, answer] of Object.entries(waiting)) {
      const task = this.form?.querySelector(`[data-task="${key}"]`) ?? null;
      if (task) for (const field of task.querySelectorAll("input, select, textarea")) fill(field, answer.fields);
      this.pages?.mark(key, true);
    }
    this.saver.push();
  }

  later(field, milliseconds) {
    const task = field.closest("[data-task]");
    // a field that is switched off at the end says that it changed, and holds nothing any more
    if (!task || this.isTurn || this.isEnded) return;
    clearTimeout(this.timers.get(task));
    if (holdsBack(task)) return;
    this.timers.set(task, setTimeout(() => this.keep(task), milliseconds));
  }

  keep(task) {
    clearTimeout(this.timers.get(task));
    this.timers.delete(task);
    return this.saver.keep(task, this.form);
  }

  /** Handing in, or the answer of one turn: everything is sent before the page goes on. */
  async submit(event) {
    const button = event.submitter;
    if (this.isSent) return;
    event.preventDefault();
    for (const task of this.timers.keys()) this.keep(task);
    if (this.isTurn) this.keep(this.form.closest("[data-task]"));
    button?.setAttribute("disabled", "");
    while (this.saver.isWaiting && !this.isRefused) {
      await this.saver.push();
      if (this.saver.isWaiting && !this.isRefused) await new Promise((done) => setTimeout(done, 1000));
    }
    button?.removeAttribute("disabled");
    if (this.isRefused) {
      this.isRefused = false;
      return;
    }
    this.facts.look(null);
    this.isSent = true;
    if (button?.name === "hand-in" || this.element.querySelector("[data-last]")) await this.goOn();
    location.assign(this.words.page);
  }

  /** Hand in without sending every field again: another tab may have changed some since. */
  async goOn() {
    const body = new URLSearchParams({ section: this.words.section, "hand-in": "1" });
    while ((await post(this.words.goOn, body).catch(() => null)) === null) {
      this.tell("kept");
      await new Promise((done) => setTimeout(done, 1000));
    }
  }

  tell(how, more = {}) {
    const words = { saving: this.words.savingWords, saved: this.words.savedWords, kept: this.words.offlineWords, again: this.words.againWords, stale: this.words.staleWords };
    if (how === "closed") {
      this.refuse(more);
      return;
    }
    if (!(how === "saving" && this.status.dataset.how === "kept")) {
      if (this.status.textContent !== words[how]) this.status.textContent = words[how];
      this.status.dataset.how = how === "again" ? "kept" : how;
    }
    if (how !== "saved") return;
    const task = this.element.querySelector(`[data-task="${more.key}"] [data-error]`);
    if (task) task.hidden = true;
    this.pages?.mark(more.key, more.answered);
    this.count();
  }

  refuse({ key, message, status }) {
    const task = this.element.querySelector(`[data-task="${key}"]`);
    if (!task) return; // of a part that is over
    this.isRefused = true;
    if (status === 409) {
      this.end();
      return;
    }
    this.status.textContent = "";
    const error = task.querySelector("[data-error]");
    error.hidden = false;
    error.textContent = message ?? "";
  }

  count() {
    const bar = this.element.querySelector("[data-progress]");
    if (!bar || !this.pages) return;
    const done = this.pages.tasks.filter((task) => task.dataset.answered !== undefined).length;
    bar.value = done;
    const text = this.words.countWords.replace("%n", done).replace("%m", bar.max);
    this.element.querySelector("[data-count]").textContent = text;
    const open = this.element.querySelector("[data-open]");
    open.textContent = bar.max > done ? open.dataset.openWords.replace("%n", bar.max - done) : "";
  }

  /** The time is over: what is still on its way has the grace to arrive, then the page says so. */
  async end() {
    if (this.isEnded) return;
    this.isEnded = true;
    for (const task of this.timers?.keys() ?? []) this.keep(task);
    for (const field of this.form?.elements ?? []) field.disabled = true;
    this.facts.look(null);
    await Promise.race([this.saver.push(), new Promise((done) => setTimeout(done, 4000))]);
    setTimeout(() => location.assign(this.words.page), 5500);
    this.status.textContent = document.getElementById("clockline").dataset.overWords;
  }
}

function fill(field, fields) {
  const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
  if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
  else if (field.type !== "hidden" && values.length) field.value = values.at(-1);
}

/** Some tasks are no answer yet before every field is filled in: they wait. */
function holdsBack(task) {
  const fields = [...task.querySelectorAll("[data-holds-back]")];
  const chosen = fields.map((field) => field.value);
  return fields.length > 0 && (chosen.includes("") || new Set(chosen).size < chosen.length);
}

/** What is shown for a while goes at its time, by this device's steady clock. */
function passes(shown) {
  const end = performance.now() + Number(shown.dataset.for) * 1000;
  const words = shown.querySelector("[data-counts]");
  const timer = setInterval(tick, 250);
  function tick() {
    const left = Math.ceil((end - performance.now()) / 1000);
    words.textContent = words.dataset.counts.replace("%n", Math.max(left, 0));
    if (left > 0) return;
    clearInterval(timer);
    shown.remove();
    document.querySelector("[data-shown-after]").hidden = false;
  }
  tick();
}

/** Digits to tap beside the field; nothing can be pasted, and the field comes after the list. */
class Keypad {
  constructor(element) {
    this.field = element.querySelector("input");
    this.field.addEventListener("paste", (event) => event.preventDefault());
    this.field.addEventListener("focus", () => this.field.setSelectionRange(20, 20)); // behind what was tapped
    this.field.addEventListener("drop", (event) => event.preventDefault());
    const pad = document.createElement("div");
    pad.className = "keypad";
    for (const sign of "123456789") pad.append(this.key(sign, sign));
    pad.append(this.key("⌫", ""));
    pad.lastChild.setAttribute("aria-label", document.getElementById("player").dataset.eraseWords);
    element.append(pad);
    const digits = element.parentElement.querySelector(".digits");
    const wait = digits ? Number(digits.dataset.lead) + Number(digits.dataset.count) : 0;
    setTimeout(() => this.field.focus(), wait * 1000 + 50);
  }

  key(text, digit) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn number";
    button.textContent = text;
    button.addEventListener("click", () => {
      this.field.value = digit ? this.field.value + digit : this.field.value.slice(0, -1);
    });
    return button;
  }
}

const element = document.getElementById("player");
if (element?.dataset.closed !== undefined) {
  const shelf = new Shelf(element.dataset.key);
  shelf.change((kept) => {
    kept.waiting = {};
  });
} else if (element) new Player(element);
