// While awards are being computed: shows how far they are, and the page anew as results come in.
import { isChanged } from "./changed.js";

const box = document.querySelector("[data-progress-from]");
const figures = box?.querySelector("[data-figures]");
const said = box?.querySelector("[data-headline]");
let tag = null;
let working = Number(box?.dataset.working ?? 0);

// Whoever has typed something, stands somewhere with the keyboard or reads a part that was closed
// keeps the page as it is, with a link to the results. So does the answer to a form.
const main = document.querySelector("main");
const opened = new Set(main.querySelectorAll("details[open]"));

function isBusy() {
  const at = document.activeElement;
  const stands = at !== main && main.contains(at) && at.matches("input, textarea, select, summary, :focus-visible");
  const reads = [...main.querySelectorAll("details[open]")].some((one) => !opened.has(one));
  const fields = [...main.querySelectorAll("input, textarea, select")];
  return stands || reads || "kept" in box.dataset || fields.some(isChanged);
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(box.dataset.progressFrom, {
      headers: tag ? { "If-None-Match": tag } : {},
      credentials: "same-origin",
      redirect: "error",
    });
    if (answer.status !== 200) return;
    tag = answer.headers.get("ETag");
    const made = document.createElement("div");
    made.innerHTML = await answer.text();
    const part = made.firstElementChild;
    const left = Number(part.dataset.working);
    if (left < working && !isBusy()) {
      window.location.reload();
      return;
    }
    if (left < working) box.querySelector("[data-more]").hidden = false;
    working = Math.max(left, working);
    figures.replaceChildren(part);
    if (said.textContent !== part.dataset.said) said.textContent = part.dataset.said;
    if (left === 0) said.classList.remove("working");
  } catch {
    // The next try may succeed; the figures on the page stay as they were.
  }
}

if (box) {
  setInterval(ask, 1500);
  document.addEventListener("visibilitychange", ask);
}
