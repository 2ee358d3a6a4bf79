// Records an exercise in the candidate's browser and sends it piece by piece. Every piece lies in
// this device's own storage until the server has said that it keeps it: a cut connection, a closed
// tab or a flat battery loses nothing. Without this file the page takes a file instead.
// Where an upset caller speaks, all answers are one recording, which pauses while the caller does.

import { Caller } from "./caller.js";

const SLICE = 1500; // milliseconds of sound in one piece
const RETRY = 2000;
const LARGEST = 1024 * 1024;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];
const SOUND = { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } };

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function checksum(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Takes and their pieces on this device. */
class Shelf {
  static async open() {
    const request = indexedDB.open("service-day-voice", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("takes", { keyPath: "key" });
      request.result.createObjectStore("pieces", { keyPath: ["key", "number"] });
    };
    return new Shelf(await settled(request));
  }

  constructor(base) {
    this.base = base;
  }

  store(name, mode) {
    return this.base.transaction(name, mode).objectStore(name);
  }

  put(name, row) {
    return settled(this.store(name, "readwrite").put(row));
  }

  async takes(begin) {
    const all = await settled(this.store("takes", "readonly").getAll());
    return all.filter((take) => take.begin === begin);
  }

  pieces(key) {
    return settled(this.store("pieces", "readonly").getAll(IDBKeyRange.bound([key, 0], [key, Infinity])));
  }

  async drop(key) {
    await settled(this.store("takes", "readwrite").delete(key));
    await settled(this.store("pieces", "readwrite").delete(IDBKeyRange.bound([key, 0], [key, Infinity])));
  }
}

class Refused extends Error {}

/** Sends one take: begins it, sends what the server lacks, finishes it. All of it may be repeated. */
class Sender {
  constructor(recorder, take) {
    this.recorder = recorder;
    this.take = take;
    this.arrived = new Set();
  }

  /** One sending at a time; whoever calls meanwhile is served by another round. */
  push() {
    this.isDue = true;
    this.flight ??= this.pump().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  async pump() {
    while (this.isDue) {
      this.isDue = false;
      try {
        if (await this.deliver()) return true;
      } catch (problem) {
        if (problem instanceof Refused) {
          this.recorder.refuse(problem.message, this.take);
          return false;
        }
        this.recorder.say(problem.isStranger ? "again" : "offline");
        this.isDue = true;
        this.begun = false; // ask anew what has arrived
        await wait(RETRY);
      }
    }
    return false;
  }

  async deliver() {
    if (!this.begun) {
      const state = await this.ask(this.take.begin, new URLSearchParams({ key: this.take.key }));
      this.arrived = new Set(state.numbers);
      this.begun = true;
      if (state.state !== "sending") return this.over();
    }
    const pieces = await this.recorder.shelf.pieces(this.take.key);
    for (const piece of pieces) {
      if (this.arrived.has(piece.number)) continue;
      await this.ask(`${this.url()}pieces/${piece.number}/`, piece.blob, { "X-Checksum": piece.sha256 });
      this.arrived.add(piece.number);
      this.recorder.tellSent(this.arrived.size, pieces.length);
    }
    if (!this.take.isFinished || this.isDue) return false;
    const ends = new URLSearchParams({ count: pieces.length });
    for (const at of this.take.turns ?? []) ends.append("turn", at);
    await this.ask(`${this.url()}finish/`, ends);
    return this.over();
  }

  async over() {
    await this.recorder.shelf.drop(this.take.key);
    this.recorder.finished();
    return true;
  }

  url() {
    return `${this.recorder.element.dataset.pieces}${this.take.key}/`;
  }

  async ask(url, body, headers = {}) {
    const response = await fetch(url, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": this.recorder.token, Accept: "application/json", ...headers },
    });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isOurs) throw Object.assign(new Error(response.status), { isStranger: response.status < 500 });
    const answer = await response.json();
    if (response.status === 409) throw new Error(answer.error); // pieces on their way: ask anew
    if (!response.ok) throw new Refused(answer.error);
    return answer;
  }
}

/** How loud the microphone is, 0 to 100, many times a second. */
class Level {
  constructor(stream, meters, words) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 2048;
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.samples = new Float32Array(this.analyser.fftSize);
    this.meters = meters;
    this.words = words;
    this.loudest = 0;
    this.timer = setInterval(() => this.measure(), 100);
  }

  measure() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const peak = this.samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    this.loudest = Math.max(peak, this.loudest * 0.97);
    for (const meter of this.meters) meter.value = Math.round(Math.sqrt(peak) * 100);
    const { place, quiet, good, loud } = this.words;
    const text = this.loudest > 0.98 ? loud : this.loudest < 0.02 ? quiet : good;
    if (place.textContent !== text) place.textContent = text;
  }

  close() {
    clearInterval(this.timer);
    this.context.close();
  }
}

class Recorder {
  constructor(element, shelf) {
    this.element = element;
    this.shelf = shelf;
    this.token = element.querySelector("[name=csrfmiddlewaretoken]").value;
    this.words = element.dataset;
    this.caller = Caller.of(document.querySelector("[data-turns]"));
    this.recorded = 0; // milliseconds
    const on = (name, act) => this.find(name).addEventListener("click", () => act.call(this));
    on("check", this.check);
    on("try", this.trial);
    on("start", this.begin);
    on("heard", () => this.caller.hush());
    on("ready", this.record);
    on("stop", this.stop);
    on("turn", this.answered);
    window.addEventListener("online", () => this.sender?.push());
    window.addEventListener("beforeunload", (event) => {
      if (this.isOn) event.preventDefault();
    });
  }

  find(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  show(step) {
    for (const each of this.element.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== step;
    this.step = step;
    this.element
      .querySelector(`[data-step="${step}"] .btn-primary:not([hidden])`)
      ?.focus({ preventScroll: true });
  }

  say(state) {
    this.find("status").textContent = state ? this.words[`${state}Words`] : "";
  }

  /** Heard, not seen: what begins now. While it records all is silent: a screen reader would be heard. */
  announce(words) {
    this.find("said").textContent = words;
  }

  tellSent(sent, all) {
    this.find("progress").value = all ? sent / all : 0;
    if (this.step === "send") this.find("status").textContent = this.words.sentWords.replace("%n", sent).replace("%m", all);
  }

  fail(text) {
    const place = this.find("error");
    place.textContent = text;
    place.hidden = !text;
  }

  /** Take up what an earlier visit left on this device. */
  async resume() {
    this.element.hidden = false;
    const [left] = (await this.shelf.takes(this.words.begin)).sort((one, other) => other.at - one.at);
    if (!left) return;
    if (left.isFinished) {
      this.show("send");
      this.send(left);
      return;
    }
    this.ask(left);
  }

  /** What was recorded in part: is it sent as it is, or recorded anew? */
  ask(left) {
    this.find("leftover").hidden = false;
    this.find("send-leftover").onclick = async () => {
      this.find("leftover").hidden = true;
      this.show("send");
      left.isFinished = true;
      await this.shelf.put("takes", left);
      this.send(left);
    };
    this.find("drop-leftover").onclick = async () => {
      await this.shelf.drop(left.key);
      if (this.media) location.reload(); // the caller begins from the first line
      else this.find("leftover").hidden = true;
    };
  }

  async check() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia(SOUND);
    } catch (problem) {
      const isRefused = problem.name === "NotAllowedError";
      this.fail(isRefused ? this.words.notAllowed : this.words.noMicrophone);
      document.querySelector("[data-fallback]").open = true;
      return;
    }
    this.fail("");
    const { quietWords: quiet, goodWords: good, loudWords: loud } = this.words;
    const meters = this.element.querySelectorAll("[data-level]");
    this.level = new Level(this.stream, meters, { place: this.find("level-words"), quiet, good, loud });
    this.show("level");
  }

  recorderOf(stream) {
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
    return new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 64000 } : {});
  }

  /** One sentence that never leaves the device. */
  async trial() {
    const media = this.recorderOf(this.stream);
    const parts = [];
    this.find("try").disabled = true;
    this.say("trial");
    media.addEventListener("dataavailable", (event) => parts.push(event.data));
    media.addEventListener("stop", () => {
      const place = this.find("trial");
      if (place.src) URL.revokeObjectURL(place.src);
      place.src = URL.createObjectURL(new Blob(parts, { type: media.mimeType }));
      place.hidden = false;
      this.say("heard");
      place.play().catch(() => {});
      this.find("try").disabled = false;
    });
    media.start();
    await wait(4000);
    media.stop();
  }

  get isOn() {
    return Boolean(this.media) && this.media.state !== "inactive";
  }

  begin() {
    return this.caller ? this.hear() : this.think();
  }

  /** The caller's next line; then it is the candidate's turn. */
  async hear() {
    this.show("hear");
    await this.caller.speak();
    this.think();
  }

  think() {
    if (Number(this.words.think) === 0) {
      this.record();
      return;
    }
    this.show("think");
    this.announce(`${this.words.thinkWords} ${this.words.think} s`);
    this.clock(this.words.thinkWords, Number(this.words.think), () => this.record());
  }

  clock(words, seconds, over) {
    clearInterval(this.ticking);
    const until = performance.now() + seconds * 1000;
    const place = this.element.querySelector(`[data-step="${this.step}"]`);
    place.querySelector("[data-clock-words]").textContent = words;
    const tick = () => {
      const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      place.querySelector("[data-clock]").textContent =
        `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (left === 0) {
        clearInterval(this.ticking);
        over();
      }
    };
    tick();
    this.ticking = setInterval(tick, 250);
  }

  async record() {
    clearInterval(this.ticking);
    if (this.media) {
      if (this.media.state === "paused") this.media.resume();
      this.turn();
      return;
    }
    for (const old of await this.shelf.takes(this.words.begin)) await this.shelf.drop(old.key);
    this.find("leftover").hidden = true;
    const take = { key: crypto.randomUUID(), begin: this.words.begin, isFinished: false, at: Date.now(), turns: [] };
    await this.shelf.put("takes", take);
    this.take = take;
    this.sender = new Sender(this, take);
    this.number = 0;
    this.kept = Promise.resolve();
    this.media = this.recorderOf(this.stream);
    this.media.addEventListener("dataavailable", (event) => this.keep(take, event.data));
    this.media.addEventListener("stop", () => (this.isAsked ? this.complete(take) : this.interrupted(take)));
    this.media.start(SLICE);
    this.say("");
    this.turn();
  }

  /** One answer, and until when it may last. */
  turn() {
    const isLast = !this.caller?.hasMore;
    this.find("turn").hidden = isLast;
    this.find("stop").hidden = !isLast;
    this.show("record");
    this.announce(this.words.recordingWords);
    this.since = performance.now();
    if (this.caller) {
      this.take.turns.push(Math.round(this.recorded));
      this.shelf.put("takes", this.take);
    }
    this.clock(this.words.recordingWords, Number(this.words.answer), () => this.answered());
  }

  /** The answer is over: the caller goes on, or it was the last one. */
  answered() {
    clearInterval(this.ticking);
    if (!this.caller?.hasMore) {
      this.stop();
      return;
    }
    this.recorded += performance.now() - this.since;
    this.media.requestData(); // nothing that was said waits for the next answer
    this.media.pause();
    this.hear();
  }

  keep(take, blob) {
    for (let from = 0; from < blob.size; from += LARGEST) {
      const part = blob.slice(from, from + LARGEST);
      const number = this.number++;
      this.kept = this.kept.then(async () => {
        await this.shelf.put("pieces", { key: take.key, number, blob: part, sha256: await checksum(part) });
        this.sender.push();
      });
    }
  }

  stop() {
    this.isAsked = true;
    clearInterval(this.ticking);
    if (this.isOn) this.media.stop();
  }

  /** A telephone call came in, or the microphone went away: nothing is sent unasked. */
  async interrupted(take) {
    clearInterval(this.ticking);
    this.show("interrupted");
    await this.kept;
    this.level.close();
    this.find("leftover-words").textContent = this.words.interruptedWords;
    this.ask(take);
    this.find("send-leftover").focus();
  }

  async complete(take) {
    this.show("send");
    await this.kept;
    take.isFinished = true;
    await this.shelf.put("takes", take);
    for (const track of this.stream.getTracks()) track.stop();
    this.level.close();
    this.sender.push();
  }

  send(take) {
    this.sender = new Sender(this, take);
    this.sender.push();
  }

  finished() {
    this.say("all");
    window.location.assign(this.words.done);
  }

  async refuse(text, take) {
    this.isAsked = true;
    this.fail(text);
    this.say("");
    this.stop();
    await this.shelf.drop(take.key);
  }
}

const element = document.querySelector("[data-recorder]");
const canRecord = navigator.mediaDevices?.getUserMedia && window.MediaRecorder && window.indexedDB;
if (element && canRecord) {
  new Recorder(element, await Shelf.open()).resume();
} else {
  document.querySelector("[data-fallback]")?.setAttribute("open", "");
}
