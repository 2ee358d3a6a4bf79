// Plays a recorded call from pause to pause, so that there is time for notes. With sound it stops
// where the next passage begins; without, the next passage is shown by the button. How far one is
// stays with the tab. Without this file the whole call can be heard and read at once.

class Call {
  constructor(element) {
    this.element = element;
    this.audio = element.querySelector("audio");
    this.passages = [...element.querySelectorAll("[data-passage]")];
    this.button = element.querySelector("[data-go-on]");
    this.status = element.querySelector("[data-call-status]");
    this.key = `call:${location.pathname}`;
    if (this.passages.length < 2) return;
    this.shown = Math.min(Number(sessionStorage.getItem(this.key)) || 1, this.passages.length);
    if (this.audio && this.shown > 1) this.jump(this.begins(this.shown - 1));
    this.button.addEventListener("click", () => this.goOn());
    this.audio?.addEventListener("timeupdate", () => this.heard());
    // the time is told once more after a seek and before `seeked`: `audio.seeking` is false by then
    this.audio?.addEventListener("seeking", () => {
      this.isMoving = true;
    });
    this.audio?.addEventListener("seeked", () => this.moved());
    this.audio?.addEventListener("play", () => this.isWaiting && this.advance());
    this.audio?.addEventListener("ended", () => this.show());
    this.show();
  }

  /** At which second a passage begins. */
  begins(place) {
    return Number(this.passages[place].dataset.from) / 1000;
  }

  jump(seconds) {
    this.isOurs = true;
    this.audio.currentTime = seconds;
  }

  show() {
    this.passages.forEach((passage, place) => {
      passage.hidden = place >= this.shown;
    });
    const hasMore = this.shown < this.passages.length;
    const isPaused = hasMore && (!this.audio || this.isWaiting);
    const isOver = !hasMore && (!this.audio || this.audio.ended);
    this.button.hidden = !isPaused;
    const { paused, over } = this.element.dataset;
    this.status.textContent = isPaused ? paused : isOver ? over : "";
    sessionStorage.setItem(this.key, this.shown);
  }

  /** Wait exactly where the next passage begins, however late the browser tells the time. */
  heard() {
    if (this.isWaiting || this.isMoving || this.audio.paused) return;
    if (this.shown >= this.passages.length || this.audio.currentTime < this.begins(this.shown)) return;
    this.isWaiting = true;
    this.audio.pause();
    this.jump(this.begins(this.shown));
    this.show();
  }

  /** Whoever moves ahead by hand sees what was passed over. */
  moved() {
    this.isMoving = false;
    if (this.isOurs) {
      this.isOurs = false;
      return;
    }
    const begun = this.passages.filter((_each, place) => this.begins(place) <= this.audio.currentTime);
    this.shown = Math.max(this.shown, begun.length);
    this.isWaiting = false;
    this.show();
  }

  advance() {
    this.shown += 1;
    this.isWaiting = false;
    this.show();
  }

  /** The button goes, so that the keyboard goes on to the player; it comes back at the next pause. */
  goOn() {
    if (!this.audio) {
      this.advance();
      return;
    }
    this.audio.focus();
    this.audio.play();
  }
}

for (const element of document.querySelectorAll("[data-call]")) new Call(element);
