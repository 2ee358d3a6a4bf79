// The upset caller of a voice exercise: speaks line after line, each once and when asked to. The
// sounds are fetched before the first line, so that a cut connection does not stop the caller.
// Whoever cannot hear them, or not well, has the words shown; a line without a sound is read.

export class Caller {
  static of(list) {
    return list ? new Caller(list) : null;
  }

  constructor(list) {
    this.list = list;
    this.lines = [...list.querySelectorAll("li")].map((item) => ({
      item,
      words: item.querySelector("[data-words]"),
      audio: item.querySelector("audio"),
    }));
    this.place = -1;
    const choice = document.querySelector("[data-captions-place]");
    this.captions = choice.querySelector("[data-captions]");
    choice.hidden = !this.lines.some((line) => line.audio);
    this.captions.addEventListener("change", () => this.show());
    list.classList.add("is-heard");
    for (const line of this.lines) if (line.audio) this.fetch(line.audio);
    this.show();
  }

  get hasMore() {
    return this.place < this.lines.length - 1;
  }

  async fetch(audio) {
    audio.removeAttribute("controls");
    try {
      const response = await fetch(audio.src, { credentials: "same-origin" });
      if (response.ok) audio.src = URL.createObjectURL(await response.blob());
    } catch {
      audio.preload = "auto"; // it is asked for once more when its turn comes
    }
  }

  /** Speak the next line; over when it was said, or when the candidate goes on. */
  speak() {
    this.place += 1;
    this.show();
    return new Promise((resolve) => {
      this.hush = () => {
        this.now.audio?.pause();
        resolve();
      };
      const { audio } = this.now;
      if (!audio) return; // to be read
      audio.addEventListener("ended", resolve, { once: true });
      audio.play().catch(() => {
        this.captions.checked = true; // what cannot be played is read
        this.show();
      });
    });
  }

  get now() {
    return this.lines[this.place];
  }

  show() {
    this.lines.forEach(({ item, words, audio }, place) => {
      item.toggleAttribute("data-waits", place > this.place);
      item.toggleAttribute("data-now", place === this.place);
      words.hidden = Boolean(audio) && !this.captions.checked;
    });
  }
}
