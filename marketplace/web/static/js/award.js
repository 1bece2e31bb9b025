// While awards are being computed: shows how far they are, and the page anew as results come in.
const box = document.querySelector("[data-progress-from]");
const figures = box?.querySelector("[data-figures]");
const said = box?.querySelector("[data-headline]");
let tag = null;
let working = Number(box?.dataset.working ?? 0);

// Whoever is writing or reading a closed part keeps the page as it is, with a link to the results.
function isBusy() {
  const at = document.activeElement;
  return Boolean(at?.matches("input, textarea, select, summary"));
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
