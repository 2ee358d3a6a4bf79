// Saving as one types, row by row: each row has the address that it is saved at and the version
// that it was typed upon. Until the server has answered, every word also lies in this device's own
// storage. One row is sent one request at a time; what is typed meanwhile goes after it. What a
// row holds is said by who builds on this: scorecards.js, writing.js and washups.js.

export const PAUSE = 700;
export const RETRY = 5000;

export const sameText = (one, other) => (one ?? "").replaceAll("\r\n", "\n") === (other ?? "").replaceAll("\r\n", "\n");

/** What waits to be sent, by row, kept on this device under one key. */
export class Waiting {
  constructor(key, storage = localStorage) {
    this.key = key;
    this.storage = storage;
  }

  all() {
    try {
      return JSON.parse(this.storage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  put(row, kept) {
    this.write({ ...this.all(), [row]: kept });
  }

  drop(row) {
    const rest = this.all();
    delete rest[row];
    this.write(rest);
  }

  write(rows) {
    try {
      if (Object.keys(rows).length) this.storage.setItem(this.key, JSON.stringify(rows));
      else this.storage.removeItem(this.key);
    } catch {
      // no storage (private window, full): the page itself still holds the words
    }
  }
}

/** Post, and return the status and our own answer; or a state: “offline” to try again, “again” when
 * somebody has to come in again first. */
export async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isOurs) return { state: response.status >= 500 ? "offline" : "again" };
    return { status: response.status, answer: await response.json() };
  } catch {
    return { state: "offline" };
  }
}

/** One row of a sheet. Who builds on it says `served`, `typed`, `fill`, `same`, `fields` (what is
 * sent), `words` (what a row of the server says), `present` (those beside ours) and `focus`. */
export class Row {
  constructor(element, sheet, key) {
    this.element = element;
    this.sheet = sheet;
    this.key = key;
    this.state = "saved";
    this.unanswered = []; // sent, and nobody said what became of it
    this.saved = this.served();
    this.version = element.querySelector('[name$="version"]');
    element.addEventListener("input", () => this.changed(PAUSE));
    element.addEventListener("change", () => this.changed(0));
    // what was typed before this file had come; the other rows have to be there first
    if (!this.same(this.typed(), this.saved)) queueMicrotask(() => this.changed(0));
  }

  get url() {
    return this.element.dataset.url;
  }

  changed(pause) {
    if (this.state === "conflict") {
      this.keep();
    } else if (!this.same(this.typed(), this.saved)) {
      this.keep();
      if (this.state !== "sending") this.state = "waiting";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
    }
    this.sheet.tell();
  }

  /** Keep the words on this device, and with them what is under way: should its answer get lost,
   * the row that is found there later is known as our own. */
  keep(more = {}) {
    this.sheet.waiting.put(this.key, { typed: this.typed(), version: this.version.value, unanswered: this.unanswered, ...more });
  }

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
      await this.deliver();
      if (this.state === "saved") return;
    }
  }

  async deliver() {
    const typed = this.typed();
    const body = { ...this.fields(typed), [this.version.name]: this.version.value, csrfmiddlewaretoken: this.sheet.token };
    this.state = "sending";
    if (!this.isOurs(typed)) this.unanswered.push(typed);
    this.keep();
    this.sheet.tell();
    const { state, status, answer } = await post(this.url, body);
    if (state) this.later(state);
    else if (status < 300) this.stored(typed, answer);
    else if (status === 409 && this.isOurs(this.words(answer))) this.goOn(answer);
    else if (status === 409) this.disagree(answer);
    else this.refuse(answer);
  }

  later(state) {
    this.state = state;
    this.sheet.tell();
    if (state === "offline") this.timer = setTimeout(() => this.send(), RETRY);
  }

  /** Whether these are words that we had sent ourselves without hearing back. */
  isOurs(words) {
    return this.unanswered.some((each) => this.same(each, words));
  }

  goOn(ours) {
    this.unanswered = [];
    this.saved = this.words(ours);
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
    if (this.same(this.typed(), typed)) {
      this.state = "saved";
      // the next page may have been asked for before these words arrived: it looks for itself
      if (!this.sheet.isLeft) this.sheet.waiting.drop(this.key);
      this.sheet.tell();
    } else {
      this.changed(PAUSE);
    }
  }

  refuse(answer) {
    this.state = "refused";
    this.error(answer.error);
    this.sheet.tell();
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
    this.present(shown, theirs);
    shown.querySelector('[data-keep="saved"]').addEventListener("click", () => this.settle(theirs, true));
    shown.querySelector('[data-keep="mine"]').addEventListener("click", () => this.settle(theirs, false));
    this.element.querySelector("[data-conflict-place]").replaceChildren(shown);
    this.sheet.tell();
  }

  settle(theirs, takeTheirs) {
    this.element.querySelector("[data-conflict-place]").replaceChildren();
    this.version.value = theirs.version;
    this.saved = this.words(theirs);
    this.state = "saved";
    if (takeTheirs) {
      this.fill(this.saved);
      this.sheet.waiting.drop(this.key);
    }
    this.changed(0);
    this.focus();
  }

  /** Take up what an earlier visit could not send. */
  restore(kept) {
    if (this.same(kept.typed, this.saved)) {
      this.sheet.waiting.drop(this.key); // it had arrived after all
      this.sheet.tell();
      return;
    }
    this.fill(kept.typed);
    this.unanswered = kept.unanswered;
    // what stands there is what we had sent ourselves: go on upon it, it is nobody else's
    if (!this.isOurs(this.saved)) this.version.value = kept.version;
    this.state = "waiting";
    this.send();
  }
}

/** All rows of a form, the line that says how saving goes, and the form's buttons. */
export class Sheet {
  constructor(form, waiting) {
    this.form = form;
    this.waiting = waiting;
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.status = form.querySelector("[data-status]");
    this.rows = [];
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

  take(rows) {
    this.rows = rows;
    const kept = this.waiting.all();
    for (const row of rows) if (kept[row.key]?.unanswered) row.restore(kept[row.key]);
  }

  open() {
    return this.rows.filter((row) => row.state !== "saved");
  }

  async flush() {
    await Promise.all(this.open().filter((row) => row.state !== "conflict").map((row) => row.send()));
  }

  /** Before a button sends the whole form, what is under way has to arrive. */
  async submitted(event) {
    if (this.isSending || !this.open().length) return;
    event.preventDefault();
    await this.flush();
    const left = this.open();
    if (left.length && left.every((row) => row.state === "refused")) {
      this.isSending = true; // the server's page says in words what it refuses
    } else if (left.length) {
      left[0].focus();
      left[0].element.scrollIntoView({ block: "start" });
      return;
    }
    this.form.requestSubmit(event.submitter);
  }

  tell() {
    const states = this.rows.map((row) => row.state);
    const worst = ["conflict", "refused", "again", "offline", "waiting", "sending"].find((state) => states.includes(state));
    const { saved, saving, offline, conflict, again, refused } = document.querySelector("[data-words]").dataset;
    const words = { conflict, refused, again, offline, waiting: saving, sending: saving };
    const text = worst ? words[worst] : saved;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.tone = worst && !["waiting", "sending"].includes(worst) ? "warn" : "";
  }
}
