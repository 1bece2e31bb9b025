// The draft of a quote: kept a moment after it was typed, with the checks that come back; tried again
// while it cannot be. What a colleague saved meanwhile is never overwritten unasked.
import { Keeper, remember } from "./keeping.js";

// Characters: a browser sends no more of a form after its page is gone.
const KEPT_ALIVE = 60000;
const ABOUT_SENDING = ["documents", "_once"];

const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// Returns what is to be called after every change of the form.
export function keepDraft(form) {
  const conflict = form.querySelector("[data-conflict]");
  const keeper = new Keeper(send);
  let theirs = null;
  let failed = false;

  const say = (text) => {
    form.querySelector("[data-saved]").textContent = text;
  };

  async function send() {
    say(form.dataset.saving);
    const sent = new FormData(form);
    for (const name of ABOUT_SENDING) sent.delete(name);
    sent.set("fresh", "1");
    const body = new URLSearchParams(sent);
    const keepalive = String(body).length < KEPT_ALIVE;
    const asked = { method: "POST", body, keepalive, redirect: "error" };
    const answer = await fetch(form.dataset.draft, asked).catch(() => null);
    if (answer?.ok) take(await parsed(answer));
    else if (answer?.status === 409) refuse(await parsed(answer));
    else say(form.dataset.unsaved);
    failed = !answer?.ok;
    return Boolean(answer?.ok || answer?.status === 409);
  }

  function take(made) {
    for (const part of made.querySelectorAll("[data-fresh]")) {
      document.getElementById(part.id)?.replaceWith(part);
      if (part.dataset.mark) remember(part.dataset.mark);
    }
    for (const cell of form.querySelectorAll("[data-priced]")) {
      cell.textContent = made.querySelector(`[data-line="${cell.dataset.priced}"]`)?.textContent ?? "–";
    }
  }

  // Another draft stands there by now; or, when it is still the one seen, quotes are no longer taken.
  function refuse(made) {
    say(made.querySelector("main .note.bad")?.textContent.trim() ?? form.dataset.unsaved);
    const mark = made.querySelector("[data-fresh][data-mark]")?.dataset.mark;
    if (mark === undefined || mark === form.elements.draft_mark.value) return;
    theirs = mark;
    keeper.stopped = true;
    conflict.hidden = false;
  }

  conflict.addEventListener("click", (event) => {
    if (event.target.closest("a")) keeper.leaving = true;
    if (!event.target.closest("button")) return;
    remember(theirs);
    theirs = null;
    keeper.stopped = false;
    conflict.hidden = true;
    form.querySelector(".dock .row > button").focus();
    keeper.now();
  });

  window.addEventListener("beforeunload", (event) => {
    if (!keeper.leaving && failed) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keeper.dirty && keeper.now());

  return () => keeper.changed();
}
