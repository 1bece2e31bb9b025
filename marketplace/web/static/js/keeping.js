// Sends what is typed, a moment after the last change and one sending at a time; what was typed
// meanwhile goes after it, and what got no answer is sent again, with a growing pause.
const MOMENT = 700;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;

export class Keeper {
  dirty = false;
  stopped = false;
  saving = null;
  #pause = FIRST_PAUSE;
  #waiting = 0;

  // `send` does it, and tells whether it got through.
  constructor(send) {
    this.send = send;
    addEventListener("online", () => this.dirty && this.now());
  }

  changed() {
    this.dirty = true;
    this.#later(MOMENT);
  }

  rest() {
    clearTimeout(this.#waiting);
  }

  now() {
    this.rest();
    if (this.saving || this.stopped) return;
    this.dirty = false;
    this.saving = this.#sent();
  }

  async #sent() {
    const through = await this.send().catch(() => false);
    this.saving = null;
    if (through) {
      this.#pause = FIRST_PAUSE;
      if (this.dirty) this.#later(MOMENT);
    } else {
      this.dirty = true;
      this.#later(this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
  }

  #later(milliseconds) {
    this.rest();
    this.#waiting = setTimeout(() => this.now(), milliseconds);
  }
}
