// Saves what a wash-up agrees on as one types: one value at a time, upon the version that it was
// typed on. Until the server has answered, the words also lie in this device's own storage.
// Without this file every value has its Save button.

const PAUSE = 700;
const RETRY = 5000;

class Agreement {
  constructor(form) {
    this.form = form;
    this.key = `agreement:${form.dataset.agreement}`;
    this.version = form.elements.version;
    this.status = form.querySelector("[data-status]");
    this.conflict = form.querySelector("[data-conflict]");
    this.saved = this.typed();
    form.querySelector("[data-save]").hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    form.addEventListener("input", (event) => this.changed(event.target.type === "radio" ? 0 : PAUSE));
    form.querySelector("[data-keep]").addEventListener("click", () => this.settle(this.typed()));
    form.querySelector("[data-take]").addEventListener("click", () => this.settle(this.theirs));
    this.restore();
  }

  typed() {
    const value = this.form.querySelector("[name=value]:checked")?.value ?? "";
    return { value, reason: this.form.elements.reason.value };
  }

  fill({ value, reason }) {
    for (const radio of this.form.querySelectorAll("[name=value]")) radio.checked = radio.value === value;
    this.form.elements.reason.value = reason;
  }

  same(one, other) {
    const text = (words) => words.replaceAll("\r\n", "\n");
    return one.value === other.value && text(one.reason) === text(other.reason);
  }

  /** Words that an earlier visit could not deliver, typed on the version they were typed on. */
  restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      if (!kept || this.same(kept, this.saved)) return localStorage.removeItem(this.key);
      this.fill(kept);
      this.version.value = kept.version;
      this.changed(0);
    } catch {
      // no storage: the page itself holds the words
    }
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...this.typed(), version: this.version.value }));
    } catch {
      // the same
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // the same
    }
  }

  say(name) {
    this.status.textContent = document.querySelector("[data-words]").dataset[name];
    this.form.dataset.state = name;
  }

  changed(pause) {
    clearTimeout(this.timer);
    this.keep();
    if (!this.conflict.hidden) return;
    this.say("waiting");
    this.timer = setTimeout(() => this.send(), pause);
  }

  /** One request at a time: what is typed meanwhile goes after it, upon its version. */
  async send() {
    clearTimeout(this.timer);
    if (this.isSending || !this.conflict.hidden) {
      this.isDue = true;
      return;
    }
    this.isSending = true;
    this.isDue = false;
    const typed = this.typed();
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      this.answered(response.status, isOurs ? await response.json() : null, typed);
    } catch {
      this.later();
    } finally {
      this.isSending = false;
      if (this.isDue) this.send();
    }
  }

  answered(status, answer, typed) {
    if (!answer) return this.later();
    if (status === 409) return this.disagree(answer);
    if (status !== 200) {
      this.status.textContent = answer.error;
      this.form.dataset.state = "refused";
      return undefined;
    }
    this.version.value = answer.version;
    this.saved = typed;
    if (this.same(this.typed(), typed)) {
      this.drop();
      this.say("saved");
    } else {
      this.isDue = true;
    }
    return undefined;
  }

  later() {
    this.say("offline");
    this.timer = setTimeout(() => this.send(), RETRY);
  }

  disagree(answer) {
    this.theirs = { value: answer.value, reason: answer.reason };
    this.version.value = answer.version;
    this.conflict.querySelector("[data-their-value]").textContent = answer.value || "–";
    this.conflict.querySelector("[data-their-reason]").textContent = answer.reason;
    this.conflict.hidden = false;
    this.isDue = false;
    this.say("conflict");
  }

  settle(words) {
    this.conflict.hidden = true;
    this.fill(words);
    this.changed(0);
  }
}

const agreements = [...document.querySelectorAll("form[data-agreement]")].map((form) => new Agreement(form));

window.addEventListener("beforeunload", (event) => {
  if (agreements.some((each) => ["waiting", "offline", "conflict"].includes(each.form.dataset.state))) event.preventDefault();
});
