// Plays a recorded call from pause to pause, so that there is time for notes. With sound it stops
// where a passage ends; without, the next passage is shown by the button. Without this file the
// whole call can be heard and read at once.

class Call {
  constructor(element) {
    this.element = element;
    this.audio = element.querySelector("audio");
    this.passages = [...element.querySelectorAll("[data-passage]")];
    this.status = element.querySelector("[data-call-status]");
    this.place = element.querySelector("[data-go-on-place]");
    this.shown = 1;
    if (this.passages.length < 2) return;
    element.querySelector("[data-go-on]").addEventListener("click", () => this.goOn());
    this.audio?.addEventListener("timeupdate", () => this.heard());
    this.show();
  }

  show() {
    this.passages.forEach((passage, place) => {
      passage.hidden = place >= this.shown;
    });
    const isWhole = this.shown >= this.passages.length;
    this.place.hidden = isWhole || Boolean(this.audio && !this.isWaiting);
    this.status.textContent = isWhole ? this.element.dataset.over : this.element.dataset.paused;
  }

  /** Wait where the next passage begins; whoever moves ahead by hand sees what was passed over. */
  heard() {
    const next = this.passages[this.shown];
    if (!next || this.audio.currentTime * 1000 < Number(next.dataset.from)) return;
    if (this.audio.paused || this.audio.seeking) return;
    this.isWaiting = true;
    this.audio.pause();
    this.show();
  }

  goOn() {
    this.shown += 1;
    this.isWaiting = false;
    this.show();
    this.audio?.play();
  }
}

for (const element of document.querySelectorAll("[data-call]")) new Call(element);
