// A tap notes the moment of a probe, on the exercise's clock, without leaving the page. Until the
// server has answered, the tap lies on this device, with its moment. Without this file the buttons
// send the scorecard's form, which saves everything else as well.

import { RETRY, Waiting, post } from "./saving.js";

const timer = document.querySelector("[data-timer]");

class Probe {
  constructor(line, button) {
    this.url = line.dataset.url;
    this.number = line.dataset.probeSaid;
    this.button = button;
    this.clock = line.querySelector("[data-probe-clock]");
    this.waiting = new Waiting(`probes:${button.form.dataset.scorecard}`);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      this.tap();
    });
    window.addEventListener("online", () => this.send());
    this.due = this.waiting.all()[this.number];
    if (this.due) this.show(!this.due.back);
    this.send();
  }

  tap() {
    const isSaid = this.button.getAttribute("aria-pressed") === "true";
    this.due = isSaid ? { back: "1" } : timer?.timer ? { seconds: Math.floor(timer.timer.now()) } : {};
    this.waiting.put(this.number, this.due);
    this.show(!isSaid);
    this.send();
  }

  show(isSaid, clock = "") {
    this.button.setAttribute("aria-pressed", String(isSaid));
    this.button.classList.toggle("btn-primary", !isSaid);
    this.button.textContent = isSaid ? this.button.dataset.saidWords : this.button.dataset.sayWords;
    this.clock.textContent = isSaid ? clock || "✓" : "";
  }

  /** One request at a time; a tap meanwhile goes after it. */
  send() {
    this.flight ??= this.pump().finally(() => {
      this.flight = null;
    });
  }

  async pump() {
    while (this.due) {
      const due = this.due;
      const token = this.button.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const { state, status, answer } = await post(this.url, { ...due, csrfmiddlewaretoken: token });
      if (state) {
        this.clock.textContent = this.button.form.querySelector("[data-words]").dataset[state];
        if (state === "offline") setTimeout(() => this.send(), RETRY);
        return;
      }
      if (this.due !== due) continue;
      this.due = null;
      this.waiting.drop(this.number);
      this.show(status < 300 ? answer.said : Boolean(due.back), answer.clock);
      if (status >= 300) this.clock.textContent = answer.message;
    }
  }
}

for (const line of document.querySelectorAll("[data-probe-said]")) {
  const button = line.querySelector("[data-probe-button]");
  if (button) new Probe(line, button);
}
