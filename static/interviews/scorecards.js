// Saves a scorecard as one types, criterion by criterion.
// Without this file the form has a Save button that sends everything at once.

import { PAUSE, Row, Sheet, Waiting, sameText } from "./saving.js";

const FIELDS = ["mark", "null_reason", "evidence"];
const waitingFor = (name) => new Waiting(`scorecard:${name}`);

/** One criterion on the page. */
class Criterion extends Row {
  constructor(element, card) {
    super(element, card, element.dataset.criterion);
    element.addEventListener("keydown", (event) => this.pressed(event));
    this.show();
  }

  part(name, which = "") {
    return this.element.querySelector(`[name="c${this.key}-${name}"]${which}`);
  }

  radio(value) {
    return this.part("mark", `[value="${CSS.escape(value)}"]`);
  }

  /** What stood there when the page came. */
  served() {
    const reason = this.part("null_reason");
    return {
      mark: this.part("mark", "[checked]")?.value ?? "",
      null_reason: (reason.querySelector("option[selected]") ?? reason.options[0]).value,
      evidence: this.part("evidence").defaultValue,
    };
  }

  typed() {
    return {
      mark: this.part("mark", ":checked")?.value ?? "",
      null_reason: this.part("null_reason").value,
      evidence: this.part("evidence").value,
    };
  }

  fill(typed) {
    for (const radio of this.element.querySelectorAll(`[name="c${this.key}-mark"]`)) {
      radio.checked = radio.value === typed.mark;
    }
    if (typed.null_reason) this.part("null_reason").value = typed.null_reason;
    this.part("evidence").value = typed.evidence;
    this.show();
  }

  same(one, other) {
    const reason = (typed) => (typed.mark === "none" ? typed.null_reason : "");
    return (one.mark ?? "") === (other.mark ?? "") && reason(one) === reason(other) && sameText(one.evidence, other.evidence);
  }

  fields(typed) {
    return Object.fromEntries(FIELDS.map((name) => [`c${this.key}-${name}`, typed[name]]));
  }

  words(row) {
    return row;
  }

  /** 1 to 5 mark the criterion that has the focus, 0 says that nothing was observed. */
  pressed(event) {
    if (event.target.matches("textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const radio = this.radio(event.key === "0" ? "none" : event.key);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    this.changed(0);
  }

  show() {
    const { mark, evidence } = this.typed();
    const length = [...evidence.trim()].length;
    const enough = length >= this.sheet.length;
    const count = this.element.querySelector("[data-count]");
    count.hidden = false;
    count.textContent = count.dataset.words.replace("%n", length);
    this.element.querySelector("[data-count-rest]").hidden = true;
    count.toggleAttribute("data-count-enough", enough);
    this.isComplete = mark === "none" || (mark !== "" && enough);
    this.element.toggleAttribute("data-complete", this.isComplete);
    document.querySelector(`[data-jump="${this.key}"]`)?.toggleAttribute("data-complete", this.isComplete);
  }

  changed(pause) {
    this.show();
    super.changed(pause);
  }

  async deliver() {
    await this.held;
    await super.deliver();
  }

  present(shown, theirs) {
    shown.querySelector("[data-their-mark]").textContent = this.radio(theirs.mark || "x")?.parentElement.textContent.trim() ?? "";
    shown.querySelector("[data-their-text]").textContent = theirs.evidence;
  }

  focus() {
    this.element.focus();
  }

  /** Send nothing until the promise is settled: it changes this criterion's evidence itself. */
  hold(promise) {
    this.held = promise.catch(() => {});
  }

  /** A line was added to the evidence on the server: take it up without losing what is typed. */
  added(line, row) {
    const typed = this.typed();
    const isUntouched = this.same(typed, this.saved);
    const joined = [typed.evidence.trimEnd(), line].filter(Boolean).join("\n");
    this.saved = { ...this.saved, evidence: row.evidence };
    this.version.value = row.version;
    this.fill({ ...typed, evidence: isUntouched ? row.evidence : joined });
    if (isUntouched) this.sheet.tell();
    else this.changed(PAUSE);
  }
}

/** The whole scorecard; it also counts what is complete. */
class Scorecard extends Sheet {
  constructor(form) {
    super(form, waitingFor(form.dataset.scorecard));
    this.length = Number(form.dataset.length);
    this.take([...form.querySelectorAll("[data-criterion]")].map((each) => new Criterion(each, this)));
  }

  tell() {
    super.tell();
    const complete = document.querySelector("[data-complete-count]");
    if (complete) complete.textContent = this.rows.filter((each) => each.isComplete).length;
  }
}

const form = document.querySelector("[data-scorecard]");
if (form) form.scorecard = new Scorecard(form); // for what stands beside it

// The locked page: what this device still holds can be read, copied and thrown away.
const leftovers = document.querySelector("[data-leftovers]");
if (leftovers) {
  const waiting = waitingFor(leftovers.dataset.leftovers);
  const texts = Object.values(waiting.all()).map(({ typed }) => `${typed.mark} ${typed.evidence}`.trim());
  if (texts.length) {
    leftovers.querySelector("[data-leftover-text]").textContent = texts.join("\n\n");
    leftovers.hidden = false;
  }
  leftovers.querySelector("[data-discard]").addEventListener("click", () => {
    waiting.write({});
    leftovers.hidden = true;
  });
}
