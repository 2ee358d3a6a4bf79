// Saves texts and choices row by row as one types: [data-writing] holds [data-row]s, each with the
// address that it is saved at and the version that it was typed upon. Until the server has
// answered, every word also lies in this device's own storage; with data-storage="session" only as
// long as the tab lives. A row says who writes it (a writer made per page) and counts up what it
// sends, so that what arrives late or twice undoes nothing. One row is sent one request at a time.
// Without this file the form has a Save button that sends everything at once.

const PAUSE = 700;
const RETRY = 5000;

function newWriter() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sameText = (one, other) => (one ?? "").replaceAll("\r\n", "\n") === (other ?? "").replaceAll("\r\n", "\n");

/** What waits to be sent, by row, kept on this device under one key per sheet. */
class Waiting {
  constructor(name, storage) {
    this.key = `writing:${name}`;
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

/** One text, or one choice among radio buttons. */
class Row {
  constructor(element, sheet) {
    this.element = element;
    this.sheet = sheet;
    this.name = element.dataset.row;
    this.state = "saved";
    this.writer = sheet.writer;
    this.sequence = 0;
    this.unanswered = []; // sent, and nobody said what became of it
    this.saved = this.served();
    this.version = element.querySelector(`[name="${this.name}-version"]`);
    element.addEventListener("input", () => this.changed(PAUSE));
    element.addEventListener("change", () => this.changed(0));
    // what was typed before this file had come; the other rows have to be there first
    if (!sameText(this.typed(), this.saved)) queueMicrotask(() => this.changed(0));
  }

  /** What stood there when the page came. */
  served() {
    const text = this.element.querySelector(`textarea[name="${this.name}-text"]`);
    if (text) return text.defaultValue;
    const radios = [...this.element.querySelectorAll(`[name="${this.name}-text"]`)];
    return radios.find((radio) => radio.defaultChecked)?.value ?? "";
  }

  typed() {
    const text = this.element.querySelector(`textarea[name="${this.name}-text"]`);
    return text ? text.value : (this.element.querySelector(`[name="${this.name}-text"]:checked`)?.value ?? "");
  }

  fill(value) {
    const text = this.element.querySelector(`textarea[name="${this.name}-text"]`);
    if (text) text.value = value;
    else for (const radio of this.element.querySelectorAll(`[name="${this.name}-text"]`)) radio.checked = radio.value === value;
  }

  changed(pause) {
    if (this.state === "conflict") {
      this.keep();
    } else if (!sameText(this.typed(), this.saved)) {
      this.keep();
      if (this.state !== "sending") this.state = "waiting";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
    }
    this.sheet.tell();
  }

  /** With the words goes what is under way: should its answer get lost, it is known as our own. */
  keep() {
    const { writer, sequence, unanswered } = this;
    this.sheet.waiting.put(this.name, { value: this.typed(), version: this.version.value, writer, sequence, unanswered });
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
    this.sequence += 1;
    if (!this.isOurs(typed)) this.unanswered.push(typed);
    this.keep();
    const body = new URLSearchParams({
      csrfmiddlewaretoken: this.sheet.token,
      [`${this.name}-text`]: typed,
      [`${this.name}-version`]: this.version.value,
      writer: this.writer,
      sequence: this.sequence,
    });
    this.state = "sending";
    this.sheet.tell();
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
    else if (response.status === 409 && this.isOurs(answer.text)) this.goOn(answer);
    else if (response.status === 409) this.disagree(answer);
    else this.refuse(answer);
  }

  later(state) {
    this.state = state;
    this.sheet.tell();
    if (state === "offline") this.timer = setTimeout(() => this.send(), RETRY);
  }

  /** Whether these are words that we had sent ourselves without hearing back. */
  isOurs(words) {
    return this.unanswered.some((each) => sameText(each, words));
  }

  goOn(ours) {
    this.unanswered = [];
    this.saved = ours.text;
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
    if (sameText(this.typed(), typed)) {
      this.state = "saved";
      // the next page may have been asked for before these words arrived: it looks for itself
      if (!this.sheet.isLeft) this.sheet.waiting.drop(this.name);
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
    const label = this.element.querySelector(`input[value="${CSS.escape(theirs.text || "x")}"]`);
    shown.querySelector("[data-their-text]").textContent = label?.parentElement.textContent.trim() ?? theirs.text;
    shown.querySelector('[data-keep="saved"]').addEventListener("click", () => this.settle(theirs, true));
    shown.querySelector('[data-keep="mine"]').addEventListener("click", () => this.settle(theirs, false));
    this.element.querySelector("[data-conflict-place]").replaceChildren(shown);
    this.sheet.tell();
  }

  settle(theirs, takeTheirs) {
    this.element.querySelector("[data-conflict-place]").replaceChildren();
    this.version.value = theirs.version;
    this.saved = theirs.text;
    this.state = "saved";
    if (takeTheirs) {
      this.fill(theirs.text);
      this.sheet.waiting.drop(this.name);
    }
    this.changed(0);
    this.element.querySelector("textarea, input:checked, input:not([type=hidden])")?.focus();
  }

  /** Take up what an earlier visit could not send, as the writer who began it. */
  restore(kept) {
    if (sameText(kept.value, this.saved)) {
      this.sheet.waiting.drop(this.name); // it had arrived after all
      this.sheet.tell();
      return;
    }
    this.fill(kept.value);
    this.writer = kept.writer;
    this.sequence = kept.sequence;
    this.unanswered = kept.unanswered ?? [];
    if (!this.isOurs(this.saved)) this.version.value = kept.version;
    this.state = "waiting";
    this.send();
  }
}

/** All rows of a page, and the line that says how saving goes. */
class Sheet {
  constructor(form) {
    this.form = form;
    this.writer = newWriter();
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const storage = form.dataset.storage === "session" ? sessionStorage : localStorage;
    this.waiting = new Waiting(form.dataset.writing, storage);
    this.status = form.querySelector("[data-status]");
    this.rows = [...form.querySelectorAll("[data-row]")].map((each) => new Row(each, this));
    const kept = this.waiting.all();
    for (const each of this.rows) if (kept[each.name]) each.restore(kept[each.name]);
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("pageshow", () => {
      this.isLeft = false;
    });
    window.addEventListener("beforeunload", (event) => {
      this.isLeft = true;
      if (storage === sessionStorage && this.open().length) event.preventDefault();
    });
    // links to other parts of the same sheet wait until the words have arrived, or are kept here
    for (const link of document.querySelectorAll("a[data-after-saving]")) {
      link.addEventListener("click", () => this.flush());
    }
  }

  open() {
    return this.rows.filter((each) => each.state !== "saved");
  }

  async flush() {
    await Promise.all(this.open().filter((each) => each.state !== "conflict").map((each) => each.send()));
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
      left[0].element.scrollIntoView({ block: "start" });
      return;
    }
    this.form.requestSubmit(event.submitter);
  }

  tell() {
    const states = this.rows.map((each) => each.state);
    const worst = ["conflict", "refused", "again", "offline", "waiting", "sending"].find((state) => states.includes(state));
    const { saved, saving, offline, conflict, again, refused } = this.form.querySelector("[data-words]").dataset;
    const words = { conflict, refused, again, offline, waiting: saving, sending: saving };
    const text = worst ? words[worst] : saved;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.tone = worst && !["waiting", "sending"].includes(worst) ? "warn" : "";
  }
}

for (const form of document.querySelectorAll("[data-writing]")) new Sheet(form);
