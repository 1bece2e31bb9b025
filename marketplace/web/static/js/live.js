// Keeps the live panel fresh: asks every few seconds, less often while nothing happens, and changes
// the page only when the market did. What changed is said to a screen reader now and then, in a
// sentence of its own: not the whole panel, and not at every change.
import { Mark } from "./mark.js";
import { mend } from "./mend.js";

const panel = document.querySelector("[data-live-from]");
const said = document.querySelector("[data-live-said]");
const SOON = 4000;
const LATER = 15000;
const QUIET_AFTER = 45;
const SAY_EVERY = 60000;
let tag = panel?.dataset.tag ?? null;
let quiet = 0;
let lastSaid = Date.now();
let saying = 0;
const mark = panel && new Mark(document.querySelector("[data-live-mark]"));

function put(html) {
  const made = document.createElement("div");
  made.innerHTML = html;
  const stood = panel.contains(document.activeElement);
  mend(panel, made);
  if (stood && !panel.contains(document.activeElement)) {
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  }
  panel.classList.remove("fresh");
  void panel.offsetWidth;
  panel.classList.add("fresh");
  clearTimeout(saying);
  saying = setTimeout(say, Math.max(0, lastSaid + SAY_EVERY - Date.now()));
}

function say() {
  const words = panel.querySelector("[data-said]")?.dataset.said ?? "";
  if (!words || words === said.textContent) return;
  said.textContent = words;
  lastSaid = Date.now();
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(panel.dataset.liveFrom, {
      headers: tag ? { "If-None-Match": tag } : {},
      credentials: "same-origin",
      redirect: "error",
    });
    quiet += 1;
    if (answer.ok || answer.status === 304) mark.heard();
    else mark.missed();
    if (answer.status === 200) {
      quiet = 0;
      tag = answer.headers.get("ETag");
      put(await answer.text());
    }
  } catch {
    // The next try may succeed; the figures on the page stay as they were, and the mark says so.
    mark.missed();
  }
}

async function again() {
  await refresh();
  setTimeout(again, mark.pause(quiet < QUIET_AFTER ? SOON : LATER));
}

if (panel) {
  setTimeout(again, SOON);
  document.addEventListener("visibilitychange", () => {
    quiet = 0;
    refresh();
  });
}
