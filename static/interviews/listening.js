// A coach's player: a waveform with speed, loop and keys, and moments that are marked in it. Every
// moment lies in this device's own storage until the server has said that it keeps it. Without
// this file the page has plain players and a form with a field for the time.

import WaveSurfer from "../vendor/wavesurfer.js/dist/wavesurfer.esm.js";
import Regions from "../vendor/wavesurfer.js/dist/plugins/regions.esm.js";
import { RETRY, Waiting, post } from "./saving.js";

const BACK = 5; // seconds
const panel = document.querySelector("[data-listening]");
const scorecard = document.querySelector("[data-scorecard]");

function say(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function colors() {
  return { waveColor: color("--line-strong"), progressColor: color("--accent"), cursorColor: color("--ink") };
}

/** One recording. */
class Track {
  constructor(element, marker) {
    this.element = element;
    this.marker = marker;
    this.audio = element.querySelector("audio.sound");
    this.seconds = Number(element.dataset.milliseconds) / 1000;
    this.regions = Regions.create();
    const place = element.querySelector("[data-wave]");
    place.hidden = false;
    this.wave = WaveSurfer.create({
      container: place,
      media: this.audio,
      peaks: [element.dataset.peaks.split(",").map((peak) => Number(peak) / 100)],
      duration: this.seconds,
      height: 64,
      barWidth: 2,
      barGap: 1,
      normalize: true,
      cspNonce: panel.dataset.nonce,
      plugins: [this.regions],
      ...colors(),
    });
    this.audio.controls = false;
    this.find("tools").hidden = false;
    this.button("play", () => this.toggle());
    this.button("back", () => this.skip(-BACK));
    this.button("loop-start", () => this.loopFrom());
    this.button("loop-end", () => this.loopTo());
    this.button("loop", () => this.endLoop());
    this.button("mark", () => this.mark());
    this.find("speed").addEventListener("change", (event) => this.audio.playbackRate = Number(event.target.value));
    this.audio.preservesPitch = true;
    this.wave.on("timeupdate", (at) => this.moved(at));
    for (const name of ["play", "pause"]) this.wave.on(name, () => this.shown());
    for (const go of element.querySelectorAll("[data-go]")) this.goes(go);
    for (const each of element.dataset.places.split(" ").filter(Boolean)) this.pin(...each.split(":").map(Number));
    element.addEventListener("keydown", (event) => this.pressed(event));
    element.addEventListener("pointerdown", () => Track.latest = this);
    Track.latest ??= this;
  }

  find(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  button(name, act) {
    this.find(name)?.addEventListener("click", act);
  }

  /** A moment's place on the waveform. */
  pin(milliseconds) {
    this.regions.addRegion({ start: milliseconds / 1000, color: color("--accent"), drag: false, resize: false });
  }

  goes(button) {
    button.disabled = false;
    button.addEventListener("click", () => {
      this.wave.setTime(Number(button.dataset.go) / 1000);
      this.audio.play();
    });
  }

  toggle() {
    Track.latest = this;
    for (const other of document.querySelectorAll("audio")) if (other !== this.audio) other.pause();
    this.wave.playPause();
  }

  shown() {
    const isPlaying = !this.audio.paused;
    this.find("play").setAttribute("aria-pressed", String(isPlaying));
    this.element.toggleAttribute("data-playing", isPlaying);
  }

  skip(by) {
    this.wave.setTime(Math.min(this.seconds, Math.max(0, this.wave.getCurrentTime() + by)));
  }

  speed(step) {
    const place = this.find("speed");
    place.selectedIndex = Math.min(place.options.length - 1, Math.max(0, place.selectedIndex + step));
    place.dispatchEvent(new Event("change"));
  }

  moved(at) {
    this.find("now").textContent = say(at);
    if (this.loop && at >= this.loop.end && !this.audio.paused) this.wave.setTime(this.loop.start);
  }

  loopFrom() {
    this.setLoop(this.wave.getCurrentTime(), Math.max(this.loop?.end ?? 0, this.wave.getCurrentTime() + BACK));
  }

  loopTo() {
    this.setLoop(this.loop?.start ?? 0, this.wave.getCurrentTime());
  }

  setLoop(start, end) {
    this.loop?.remove();
    if (end - start < 0.2) start = Math.max(0, end - BACK);
    this.loop = this.regions.addRegion({ start, end: Math.min(end, this.seconds), color: "rgba(90, 140, 190, 0.25)" });
    this.loop.element?.setAttribute("part", "loop");
    this.find("loop").hidden = false;
    this.find("loop").setAttribute("aria-pressed", "true");
  }

  endLoop() {
    this.loop?.remove();
    this.loop = null;
    this.find("loop").hidden = true;
    this.find("loop-start").focus();
  }

  mark() {
    this.wasPlaying = !this.audio.paused;
    this.audio.pause();
    this.marker?.at(this.element.dataset.track, this.wave.getCurrentTime(), this);
  }

  pressed(event) {
    if (event.target.matches("input, select, textarea, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      " ": () => this.toggle(),
      ArrowLeft: () => this.skip(-BACK),
      ArrowRight: () => this.skip(BACK),
      ",": () => this.speed(-1),
      ".": () => this.speed(1),
      "[": () => this.loopFrom(),
      "]": () => this.loopTo(),
      m: () => this.mark(),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || (event.key === " " && event.target.matches("button"))) return;
    event.preventDefault();
    act();
  }
}

/** The form for a moment. */
class Marker {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.token = scorecard.querySelector("[name=csrfmiddlewaretoken]").value;
    this.waiting = new Waiting(`moments:${panel.dataset.listening}`);
    this.button = form.querySelector("[data-add]");
    this.button.addEventListener("click", (event) => {
      event.preventDefault();
      this.add();
    });
    const live = form.querySelector("[data-mark-live]");
    live.hidden = false;
    live.addEventListener("click", () => this.at("live", this.clock().now()));
    this.field("words").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.add();
    });
    window.addEventListener("online", () => this.resend());
    this.resend();
  }

  clock() {
    return document.querySelector("[data-timer]").timer;
  }

  field(name) {
    return this.form.querySelector(`[name="moment-${name}"]`);
  }

  /** Fill in where and when, and let the coach write. */
  at(recording, seconds, track) {
    this.track = track;
    this.field("recording").value = recording;
    this.field("milliseconds").value = say(seconds);
    this.field("words").focus();
  }

  typed() {
    const names = ["key", "recording", "milliseconds", "criterion_id", "words"];
    return Object.fromEntries(names.map((name) => [`moment-${name}`, this.field(name).value]));
  }

  async add() {
    if (this.isSending) return;
    const row = this.typed();
    this.isSending = true;
    this.waiting.put(row["moment-key"], row);
    const outcome = await this.send(row);
    this.isSending = false;
    if (outcome !== "refused") this.clear(row);
    if (outcome === "kept" && this.track?.wasPlaying) this.track.audio.play();
  }

  clear(row) {
    if (this.field("words").value === row["moment-words"]) this.field("words").value = "";
    this.field("key").value = crypto.randomUUID();
  }

  /** Send one moment; “kept”, “later” or “refused”. It may be repeated. */
  async send(row) {
    await scorecard.scorecard.flush();
    const criterion = this.criterion(row["moment-criterion_id"]);
    const sending = this.post(row);
    criterion?.hold(sending);
    const { outcome, answer } = await sending;
    if (outcome === "kept") this.kept(answer, criterion);
    const text = outcome === "refused" ? `${this.words.refused} ${answer.error}` : "";
    this.fail(text);
    const said = { kept: answer && this.words.marked.replace("%s", answer.moment?.at), offline: this.words.offline, again: this.words.again };
    this.form.querySelector("[data-moment-status]").textContent = said[outcome] ?? "";
    if (outcome === "kept" || outcome === "refused") this.waiting.drop(row["moment-key"]);
    if (outcome === "offline") this.later();
    return outcome;
  }

  async post(row) {
    const { state, status, answer } = await post(this.words.url, { ...row, csrfmiddlewaretoken: this.token });
    return { outcome: state ?? (status < 300 ? "kept" : "refused"), answer };
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.resend(), RETRY);
  }

  async resend() {
    if (this.isSending) return;
    for (const row of Object.values(this.waiting.all())) {
      const outcome = await this.send(row);
      if (outcome === "refused") for (const name of ["recording", "milliseconds", "criterion_id", "words"]) this.field(name).value = row[`moment-${name}`];
      if (outcome !== "kept") return;
    }
  }

  criterion(key) {
    return scorecard.scorecard.rows.find((each) => each.key === key);
  }

  fail(text) {
    const place = this.form.querySelector("[data-moment-error]");
    place.textContent = text;
    place.hidden = !text;
  }

  kept({ moment, line, evidence, version }, criterion) {
    criterion?.added(line, { evidence, version });
    if (panel.querySelector(`[data-moment="${moment.pk}"]`)) return;
    const track = panel.querySelector(`[data-track="${moment.recording ?? "live"}"]`);
    if (!track) {
      window.location.reload(); // the first of the session has no list yet
      return;
    }
    const list = track.querySelector("[data-moments]");
    const item = document.createElement("li");
    item.dataset.moment = moment.pk;
    const at = document.createElement(track.track ? "button" : "span");
    at.className = track.track ? "btn btn-small number" : "number moment-at";
    at.textContent = moment.at;
    if (track.track) {
      at.type = "button";
      at.dataset.go = moment.milliseconds;
      track.track.goes(at);
      track.track.pin(moment.milliseconds);
    }
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = moment.criterion;
    const words = document.createElement("span");
    words.className = "moment-words";
    words.textContent = moment.words;
    const change = document.createElement("a");
    change.className = "small";
    change.href = this.words.change.replace("/0/", `/${moment.pk}/`);
    change.textContent = this.words.changeWords;
    item.append(at, " ", tag, " ", words, " ", change);
    list.append(item);
  }
}

const form = panel?.querySelector("[data-moment-form]");
const marker = form && scorecard ? new Marker(form) : null;
for (const element of panel?.querySelectorAll("[data-peaks]") ?? []) element.track = new Track(element, marker);
panel?.querySelector("[data-keys]")?.removeAttribute("hidden");
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.code !== "KeyK" || !Track.latest) return;
  event.preventDefault();
  Track.latest.toggle();
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  requestAnimationFrame(() => {
    for (const element of document.querySelectorAll("[data-peaks]")) element.track.wave.setOptions(colors());
  });
});
