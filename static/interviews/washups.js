// Saves what a wash-up agrees on as one types, one value at a time.
// Without this file every value has its Save button.

import { Row, Sheet, Waiting, sameText } from "./saving.js";

/** The value of one criterion, and why: a form of its own. */
class Agreement extends Row {
  constructor(form, sheet) {
    super(form, sheet, "agreement");
    form.querySelector("[data-save]").hidden = true;
  }

  get url() {
    return this.element.action;
  }

  served() {
    return this.read("[checked]", "defaultValue");
  }

  typed() {
    return this.read(":checked", "value");
  }

  read(which, property) {
    return { value: this.element.querySelector(`[name=value]${which}`)?.value ?? "", reason: this.element.elements.reason[property] };
  }

  fill({ value, reason }) {
    for (const radio of this.element.querySelectorAll("[name=value]")) radio.checked = radio.value === value;
    this.element.elements.reason.value = reason;
  }

  same(one, other) {
    return one.value === other.value && sameText(one.reason, other.reason);
  }

  fields(typed) {
    return typed;
  }

  words({ value, reason }) {
    return { value, reason };
  }

  present(shown, theirs) {
    shown.querySelector("[data-their-mark]").textContent = theirs.value || "–";
    shown.querySelector("[data-their-text]").textContent = theirs.reason;
  }

  focus() {
    this.element.elements.reason.focus();
  }
}

class AgreementSheet extends Sheet {
  constructor(form) {
    super(form, new Waiting(`agreement:${form.dataset.agreement}`));
    this.take([new Agreement(form, this)]);
    window.addEventListener("beforeunload", (event) => {
      if (this.open().length) event.preventDefault();
    });
  }

  submitted(event) {
    event.preventDefault();
    this.rows[0].send();
  }

  tell() {
    if (this.rows.length) super.tell();
  }
}

for (const form of document.querySelectorAll("form[data-agreement]")) new AgreementSheet(form);
