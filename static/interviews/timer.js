// A clock for the exercise, and the moment at which each probe was said. A help for the
// interviewer on this device only: nothing of it is sent, and nothing of it is a mark.

const SECOND = 1000;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function say(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

class Timer {
  constructor(element) {
    this.element = element;
    this.key = `timer:${element.dataset.timer}`;
    this.limit = Number(element.dataset.minutes) * 60;
    const kept = read(this.key);
    this.elapsed = kept.elapsed ?? 0;
    this.since = kept.since ?? null;
    this.asked = kept.asked ?? {};
    this.button = element.querySelector("[data-timer-toggle]");
    this.clock = element.querySelector("[data-timer-clock]");
    this.button.addEventListener("click", () => this.toggle());
    this.probes = [...document.querySelectorAll("[data-probe]")];
    for (const probe of this.probes) {
      probe.hidden = false;
      probe.addEventListener("click", () => this.ask(probe));
    }
    element.hidden = false;
    this.show();
    setInterval(() => this.show(), SECOND);
  }

  seconds() {
    return this.elapsed + (this.since ? (Date.now() - this.since) / SECOND : 0);
  }

  toggle() {
    this.elapsed = this.seconds();
    this.since = this.since ? null : Date.now();
    this.keep();
  }

  /** The first probe starts the clock; pressing one again takes its moment back. */
  ask(probe) {
    const name = probe.dataset.probe;
    if (name in this.asked) delete this.asked[name];
    else {
      if (!this.since) this.toggle();
      this.asked[name] = this.seconds();
    }
    this.keep();
  }

  /** The moment that it is now; the clock starts with the first that is asked for. */
  now() {
    if (!this.since && !this.elapsed) this.toggle();
    return this.seconds();
  }

  keep() {
    try {
      const { elapsed, since, asked } = this;
      localStorage.setItem(this.key, JSON.stringify({ elapsed, since, asked }));
    } catch {
      // no storage: the clock runs as long as the page is open
    }
    this.show();
  }

  show() {
    const seconds = this.seconds();
    this.clock.textContent = say(seconds);
    this.element.toggleAttribute("data-over", seconds > this.limit);
    this.button.setAttribute("aria-pressed", String(Boolean(this.since)));
    for (const probe of this.probes) {
      const at = this.asked[probe.dataset.probe];
      probe.toggleAttribute("data-asked", at !== undefined);
      probe.textContent = at === undefined ? probe.dataset.todo : say(at);
      probe.setAttribute("aria-pressed", String(at !== undefined));
    }
  }
}

const element = document.querySelector("[data-timer]");
if (element) element.timer = new Timer(element); // for whoever marks moments by it
