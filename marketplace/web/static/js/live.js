// Keeps the live panel fresh: asks every few seconds, changes the page only when the market did.
const panel = document.querySelector("[data-live-from]");
let tag = panel?.dataset.tag ?? null;

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(panel.dataset.liveFrom, {
      headers: tag ? { "If-None-Match": tag } : {},
      credentials: "same-origin",
      redirect: "error",
    });
    if (answer.status === 200) {
      const opened = panel.querySelector("details")?.open;
      tag = answer.headers.get("ETag");
      panel.innerHTML = await answer.text();
      const details = panel.querySelector("details");
      if (details && opened) details.open = true;
    }
  } catch {
    // The next try may succeed; the figures on the page stay as they were.
  }
}

if (panel) {
  setInterval(refresh, 4000);
  document.addEventListener("visibilitychange", refresh);
}
