// Sends what is typed in a form, a moment after the last change and one sending at a time; what was
// typed meanwhile goes after it, and what got no answer is sent again, with a growing pause.
import { pauseAfter } from "./pausing.js";

const MOMENT = 700;
const AGAIN = 1000;

// The mark of the draft that stands, in every form that acts on it.
export function remember(mark) {
  for (const field of document.querySelectorAll('[name="draft_mark"]')) field.value = mark;
}

const actsOnDraft = (form) => form.elements.namedItem("draft_mark") !== null;

export class Keeper {
  dirty = false;
  stopped = false;
  saving = null;
  // A form was sent that takes what is typed with it, or throws it away.
  leaving = false;
  #missed = 0;
  #waiting = 0;
  #held = null;
  #released = false;

  // `send` does it, and tells whether it got through.
  constructor(send) {
    this.send = send;
    addEventListener("online", () => this.dirty && this.now());
    addEventListener("submit", (event) => this.#hold(event), { capture: true });
    addEventListener("submit", (event) => this.#leave(event));
    addEventListener("pageshow", () => (this.leaving = false));
  }

  changed() {
    this.dirty = true;
    this.leaving = false;
    this.#later(MOMENT);
  }

  now() {
    clearTimeout(this.#waiting);
    if (this.saving || this.stopped || this.leaving) return;
    this.dirty = false;
    this.saving = this.#sent();
  }

  async #sent() {
    const through = await this.send().catch(() => false);
    this.saving = null;
    if (through) {
      this.#missed = 0;
      if (this.dirty) this.#later(MOMENT);
    } else {
      this.dirty = true;
      this.#missed += 1;
      this.#later(pauseAfter(this.#missed, AGAIN));
    }
  }

  #later(milliseconds) {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.now(), milliseconds);
  }

  // A form that acts on the draft goes after the saving under way, whose mark it needs; any other one
  // after what is typed is saved. It is held before anything asks about it, and so is asked once.
  async #hold(event) {
    const owed = this.saving || (this.dirty && !actsOnDraft(event.target));
    if (this.#released || !owed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const first = !this.#held;
    this.#held = event;
    if (!first) return;
    await this.#settled();
    this.#release();
  }

  async #settled() {
    await this.saving;
    if (this.dirty && !actsOnDraft(this.#held.target)) this.now();
    await this.saving;
  }

  // Of several that were sent meanwhile the last goes.
  #release() {
    const { target, submitter } = this.#held;
    this.#held = null;
    this.#released = true;
    target.requestSubmit(submitter);
    this.#released = false;
  }

  #leave(event) {
    if (event.defaultPrevented || !actsOnDraft(event.target)) return;
    this.leaving = true;
    clearTimeout(this.#waiting);
  }
}
