// A mark beside figures that follow the market. While no answer comes it says since when, in the
// words of its data-late; the tries after it come with a growing pause.
import { pauseAfter } from "./pausing.js";

const clock = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" };

export class Mark {
  #heardAt = new Date();
  #missed = 0;

  constructor(element) {
    this.element = element;
    this.words = element?.textContent;
  }

  heard() {
    this.#heardAt = new Date();
    this.#missed = 0;
    this.#say(this.words);
  }

  missed() {
    this.#missed += 1;
    if (!this.element) return;
    const time = this.#heardAt.toLocaleTimeString(document.documentElement.lang, clock);
    this.#say(this.element.dataset.late.replace("{}", time));
  }

  // Milliseconds until the next try, where it would be `usual`.
  pause(usual) {
    return pauseAfter(this.#missed, usual);
  }

  get late() {
    return this.#missed > 0;
  }

  #say(words) {
    if (!this.element) return;
    if (this.element.textContent !== words) this.element.textContent = words;
    this.element.classList.toggle("late", this.late);
  }
}
