// Saves a scorecard as one types: one criterion at a time, with the version that it was typed
// upon. Until the server has answered, every word also lies in this device's own storage.
// Without this file the form has a Save button that sends everything at once.

const PAUSE = 700;
const RETRY = 5000;
const FIELDS = ["mark", "null_reason", "evidence"];

/** What waits to be sent, by criterion, kept on this device under one key per scorecard. */
class Waiting {
  constructor(name) {
    this.key = `scorecard:${name}`;
  }

  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  put(criterion, typed) {
    this.write({ ...this.all(), [criterion]: typed });
  }

  drop(criterion) {
    const rest = this.all();
    delete rest[criterion];
    this.write(rest);
  }

  write(rows) {
    try {
      if (Object.keys(rows).length) localStorage.setItem(this.key, JSON.stringify(rows));
      else localStorage.removeItem(this.key);
    } catch {
      // no storage (private window, full): the page itself still holds the words
    }
  }
}

function same(one, other) {
  const text = (value) => (value ?? "").replaceAll("\r\n", "\n");
  const reason = (typed) => (typed.mark === "none" ? typed.null_reason : "");
  return (
    (one.mark ?? "") === (other.mark ?? "") &&
    reason(one) === reason(other) &&
    text(one.evidence) === text(other.evidence)
  );
}

/** One criterion on the page. */
class Criterion {
  constructor(element, card) {
    this.element = element;
    this.card = card;
    this.key = element.dataset.criterion;
    this.state = "saved";
    this.unanswered = []; // sent, and nobody said what became of it
    this.saved = this.typed();
    this.version = this.field("version");
    element.addEventListener("input", () => this.changed(PAUSE));
    element.addEventListener("change", () => this.changed(0));
    element.addEventListener("keydown", (event) => this.pressed(event));
    this.show();
  }

  field(name) {
    return this.element.querySelector(`input[type="hidden"][name="c${this.key}-${name}"]`);
  }

  typed() {
    const part = (name) => `[name="c${this.key}-${name}"]`;
    return {
      mark: this.element.querySelector(`${part("mark")}:checked`)?.value ?? "",
      null_reason: this.element.querySelector(part("null_reason")).value,
      evidence: this.element.querySelector(part("evidence")).value,
    };
  }

  fill(typed) {
    for (const radio of this.element.querySelectorAll(`[name="c${this.key}-mark"]`)) {
      radio.checked = radio.value === typed.mark;
    }
    if (typed.null_reason) {
      this.element.querySelector(`[name="c${this.key}-null_reason"]`).value = typed.null_reason;
    }
    this.element.querySelector(`[name="c${this.key}-evidence"]`).value = typed.evidence;
    this.show();
  }

  /** 1 to 5 mark the criterion that has the focus, 0 says that nothing was observed. */
  pressed(event) {
    if (event.target.matches("textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = event.key === "0" ? "none" : event.key;
    const radio = this.element.querySelector(`[name="c${this.key}-mark"][value="${CSS.escape(value)}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    this.changed(0);
  }

  show() {
    const { mark, evidence } = this.typed();
    const length = [...evidence.trim()].length;
    const enough = length >= this.card.length;
    const count = this.element.querySelector("[data-count]");
    count.hidden = false;
    count.textContent = `${length} / ${this.card.length} `;
    count.toggleAttribute("data-count-enough", enough);
    this.element.querySelector("[data-count-rest]").hidden = true;
    this.isComplete = mark === "none" || (mark !== "" && enough);
    this.element.toggleAttribute("data-complete", this.isComplete);
    document.querySelector(`[data-jump="${this.key}"]`)?.toggleAttribute("data-complete", this.isComplete);
  }

  changed(pause) {
    this.show();
    if (this.state === "conflict") {
      this.keep();
    } else if (!same(this.typed(), this.saved)) {
      this.keep();
      if (this.state !== "sending") this.state = "waiting";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
    }
    this.card.tell();
  }

  /** Keep the words on this device, and with them what is under way: should its answer get lost,
   * the row that is found there later is known as our own. */
  keep() {
    this.card.waiting.put(this.key, { ...this.typed(), version: this.version.value, unanswered: this.unanswered });
  }

  /** Send what stands here. One request at a time: what is typed meanwhile goes after it, upon
   * the version that it comes back with. */
  send() {
    clearTimeout(this.timer);
    if (this.state === "conflict") return Promise.resolve();
    this.isDue = true;
    this.flight ??= this.pump().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  async pump() {
    while (this.isDue && this.state !== "conflict") {
      this.isDue = false;
      await this.held;
      await this.deliver();
      if (this.state === "saved") return;
    }
  }

  async deliver() {
    const typed = this.typed();
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.card.token });
    for (const name of FIELDS) body.set(`c${this.key}-${name}`, typed[name]);
    body.set(`c${this.key}-version`, this.version.value);
    this.state = "sending";
    if (!this.isOurs(typed)) this.unanswered.push(typed);
    if (this.card.waiting.all()[this.key]) this.keep();
    this.card.tell();
    let response;
    let answer;
    try {
      response = await fetch(this.element.dataset.url, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      answer = isOurs ? await response.json() : null;
    } catch {
      this.later("offline");
      return;
    }
    if (!answer) this.later(response.status >= 500 ? "offline" : "again");
    else if (response.ok) this.stored(typed, answer);
    else if (response.status === 409 && this.isOurs(answer)) this.goOn(answer);
    else if (response.status === 409) this.disagree(answer);
    else this.refuse(answer);
  }

  later(state) {
    this.state = state;
    this.card.tell();
    if (state === "offline") this.timer = setTimeout(() => this.send(), RETRY);
  }

  /** Whether these are words that we had sent ourselves without hearing back. */
  isOurs(words) {
    return this.unanswered.some((each) => same(each, words));
  }

  goOn(ours) {
    this.unanswered = [];
    this.saved = ours;
    this.version.value = ours.version;
    this.state = "waiting";
    this.isDue = true;
    this.keep();
  }

  stored(typed, answer) {
    this.unanswered = [];
    this.saved = typed;
    this.version.value = answer.version;
    this.error("");
    if (same(this.typed(), typed)) {
      this.state = "saved";
      // the next page may have been asked for before these words arrived: it looks for itself
      if (!this.card.isLeft) this.card.waiting.drop(this.key);
      this.card.tell();
    } else {
      this.changed(PAUSE);
    }
  }

  refuse(answer) {
    this.state = "refused";
    this.error(answer.error);
    this.card.tell();
  }

  error(text) {
    const place = this.element.querySelector("[data-error]");
    place.textContent = text;
    place.hidden = !text;
  }

  /** Another tab or device was there first: show both texts and let the person choose. */
  disagree(theirs) {
    this.state = "conflict";
    this.unanswered = [];
    const shown = document.querySelector("[data-conflict-template]").content.cloneNode(true);
    const label = this.element.querySelector(`[name="c${this.key}-mark"][value="${CSS.escape(theirs.mark || "x")}"]`);
    shown.querySelector("[data-their-mark]").textContent = label?.parentElement.textContent.trim() ?? "";
    shown.querySelector("[data-their-text]").textContent = theirs.evidence;
    shown.querySelector('[data-keep="saved"]').addEventListener("click", () => this.settle(theirs, true));
    shown.querySelector('[data-keep="mine"]').addEventListener("click", () => this.settle(theirs, false));
    this.element.querySelector("[data-conflict-place]").replaceChildren(shown);
    this.card.tell();
  }

  settle(theirs, takeTheirs) {
    this.element.querySelector("[data-conflict-place]").replaceChildren();
    this.version.value = theirs.version;
    this.saved = theirs;
    this.state = "saved";
    if (takeTheirs) {
      this.fill(theirs);
      this.card.waiting.drop(this.key);
    }
    this.changed(0);
    this.element.focus();
  }

  /** Send nothing until the promise is settled: it changes this criterion's evidence itself. */
  hold(promise) {
    this.held = promise.catch(() => {});
  }

  /** A line was added to the evidence on the server: take it up without losing what is typed. */
  added(line, row) {
    const typed = this.typed();
    const isUntouched = same(typed, this.saved);
    const joined = [typed.evidence.trimEnd(), line].filter(Boolean).join("\n");
    this.saved = { ...this.saved, evidence: row.evidence };
    this.version.value = row.version;
    this.fill({ ...typed, evidence: isUntouched ? row.evidence : joined });
    if (isUntouched) this.card.tell();
    else this.changed(PAUSE);
  }

  /** Take up what an earlier visit could not send. */
  restore(kept) {
    if (same(kept, this.saved)) {
      this.card.waiting.drop(this.key); // it had arrived after all
      this.card.tell();
      return;
    }
    this.fill(kept);
    // what stands there is what we had sent ourselves: go on upon it, it is nobody else's
    if (!kept.unanswered?.some((each) => same(each, this.saved))) this.version.value = kept.version;
    this.state = "waiting";
    this.send();
  }
}

/** The whole scorecard: its criteria, the line that says how saving goes, and its buttons. */
class Scorecard {
  constructor(form) {
    this.form = form;
    this.length = Number(form.dataset.length);
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.waiting = new Waiting(form.dataset.scorecard);
    this.status = form.querySelector("[data-status]");
    this.criteria = [...form.querySelectorAll("[data-criterion]")].map((each) => new Criterion(each, this));
    const kept = this.waiting.all();
    for (const each of this.criteria) if (kept[each.key]) each.restore(kept[each.key]);
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("pageshow", () => {
      this.isLeft = false;
    });
    window.addEventListener("beforeunload", () => {
      this.isLeft = true;
    });
  }

  open() {
    return this.criteria.filter((each) => each.state !== "saved");
  }

  async flush() {
    const due = this.open().filter((each) => each.state !== "conflict");
    await Promise.all(due.map((each) => each.send()));
  }

  /** Before a button sends the whole form, what is under way has to arrive. */
  async submitted(event) {
    if (this.isSending || !this.open().length) return;
    event.preventDefault();
    await this.flush();
    const left = this.open();
    if (left.length && left.every((each) => each.state === "refused")) {
      this.isSending = true; // the server's page says in words what it refuses
    } else if (left.length) {
      left[0].element.focus();
      left[0].element.scrollIntoView({ block: "start" });
      return;
    }
    this.form.requestSubmit(event.submitter);
  }

  tell() {
    const states = this.criteria.map((each) => each.state);
    const worst = ["conflict", "refused", "again", "offline", "waiting", "sending"].find((state) => states.includes(state));
    const { saved, saving, offline, conflict, again, refused } = this.form.dataset;
    const words = { conflict, refused, again, offline, waiting: saving, sending: saving };
    const text = worst ? words[worst] : saved;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.tone = worst && !["waiting", "sending"].includes(worst) ? "warn" : "";
    const complete = document.querySelector("[data-complete-count]");
    if (complete) complete.textContent = this.criteria.filter((each) => each.isComplete).length;
  }
}

const form = document.querySelector("[data-scorecard]");
if (form) form.scorecard = new Scorecard(form); // for what stands beside it

// The locked page: what this device still holds can be read, copied and thrown away.
const leftovers = document.querySelector("[data-leftovers]");
if (leftovers) {
  const waiting = new Waiting(leftovers.dataset.leftovers);
  const texts = Object.values(waiting.all()).map((each) => `${each.mark} ${each.evidence}`.trim());
  if (texts.length) {
    leftovers.querySelector("[data-leftover-text]").textContent = texts.join("\n\n");
    leftovers.hidden = false;
  }
  leftovers.querySelector("[data-discard]").addEventListener("click", () => {
    waiting.write({});
    leftovers.hidden = true;
  });
}
