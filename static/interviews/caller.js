// The upset caller of a voice exercise: speaks line after line, each once and when asked to. The
// sounds are fetched before the first line, so that a cut connection does not stop the caller, and
// played by one player, which a telephone lets go on after the first touch. Whoever cannot hear
// them, or not well, has the words shown; a line without a sound is read.

export class Caller {
  static of(list) {
    return list ? new Caller(list) : null;
  }

  constructor(list) {
    this.player = list.querySelector("audio");
    this.lines = [...list.querySelectorAll("li")].map((item) => ({
      item,
      words: item.querySelector("[data-words]"),
      sound: item.querySelector("audio")?.src,
    }));
    this.place = -1;
    const choice = document.querySelector("[data-captions-place]");
    this.captions = choice.querySelector("[data-captions]");
    choice.hidden = !this.player;
    this.captions.addEventListener("change", () => this.show());
    list.classList.add("is-heard");
    for (const line of this.lines) if (line.sound) this.fetch(line);
    this.show();
  }

  get hasMore() {
    return this.place < this.lines.length - 1;
  }

  async fetch(line) {
    try {
      const response = await fetch(line.sound, { credentials: "same-origin" });
      if (response.ok) line.sound = URL.createObjectURL(await response.blob());
    } catch {
      // without a connection the player asks for it once more when its turn comes
    }
  }

  /** Speak the next line; over when it was said, or when the candidate goes on. */
  speak() {
    this.place += 1;
    this.show();
    const { sound } = this.lines[this.place];
    return new Promise((resolve) => {
      this.hush = () => {
        this.player?.pause();
        resolve();
      };
      if (!sound) return; // to be read
      this.player.addEventListener("ended", resolve, { once: true });
      this.player.src = sound;
      this.player.play().catch((problem) => {
        if (problem.name === "AbortError") return; // the candidate went on
        this.captions.checked = true; // what cannot be played is read
        this.show();
      });
    });
  }

  show() {
    this.lines.forEach(({ item, words, sound }, place) => {
      item.toggleAttribute("data-waits", place > this.place);
      item.toggleAttribute("data-now", place === this.place);
      words.hidden = Boolean(sound) && !this.captions.checked;
    });
  }
}
