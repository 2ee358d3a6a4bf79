// Saves texts and choices as one types: [data-writing] holds [data-row]s. With
// data-storage="session" what waits lies on this device only as long as the tab lives. A row says
// who writes it (a writer made per page) and counts up what it sends, so that what arrives late or
// twice undoes nothing. Without this file the form has a Save button that sends everything at once.

import { Row, Sheet, Waiting, sameText } from "./saving.js";

function newWriter() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One text, or one choice among radio buttons. */
class Text extends Row {
  constructor(element, sheet) {
    super(element, sheet, element.dataset.row);
    this.writer = sheet.writer;
    this.sequence = 0;
  }

  parts() {
    return [...this.element.querySelectorAll(`[name="${this.key}-text"]`)];
  }

  /** What stood there when the page came. */
  served() {
    const [first, ...rest] = this.parts();
    return first.type === "radio" ? ([first, ...rest].find((each) => each.defaultChecked)?.value ?? "") : first.defaultValue;
  }

  typed() {
    const [first, ...rest] = this.parts();
    return first.type === "radio" ? ([first, ...rest].find((each) => each.checked)?.value ?? "") : first.value;
  }

  fill(value) {
    for (const part of this.parts()) {
      if (part.type === "radio") part.checked = part.value === value;
      else part.value = value;
    }
  }

  same(one, other) {
    return sameText(one, other);
  }

  fields(typed) {
    this.sequence += 1;
    return { [`${this.key}-text`]: typed, writer: this.writer, sequence: this.sequence };
  }

  words(row) {
    return row.text;
  }

  keep() {
    super.keep({ writer: this.writer, sequence: this.sequence });
  }

  present(shown, theirs) {
    const label = this.element.querySelector(`input[value="${CSS.escape(theirs.text || "x")}"]`);
    shown.querySelector("[data-their-text]").textContent = label?.parentElement.textContent.trim() ?? theirs.text;
  }

  focus() {
    this.element.querySelector("textarea, input:checked, input:not([type=hidden])")?.focus();
  }

  /** As the writer who began it. */
  restore(kept) {
    this.writer = kept.writer;
    this.sequence = kept.sequence;
    super.restore(kept);
  }
}

class WrittenSheet extends Sheet {
  constructor(form) {
    const storage = form.dataset.storage === "session" ? sessionStorage : localStorage;
    super(form, new Waiting(`writing:${form.dataset.writing}`, storage));
    this.writer = newWriter();
    this.take([...form.querySelectorAll("[data-row]")].map((each) => new Text(each, this)));
    window.addEventListener("beforeunload", (event) => {
      if (storage === sessionStorage && this.open().length) event.preventDefault();
    });
    // links to other parts of the same sheet wait until the words have arrived, or are kept here
    for (const link of document.querySelectorAll("a[data-after-saving]")) {
      link.addEventListener("click", () => this.flush());
    }
  }
}

for (const form of document.querySelectorAll("[data-writing]")) new WrittenSheet(form);
