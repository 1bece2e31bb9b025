// While an award is being computed: asks how far it is, and shows the page anew once it ended.
const box = document.querySelector("[data-progress-from]");

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(box.dataset.progressFrom, {
      credentials: "same-origin",
      redirect: "error",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return;
    const { state, seconds } = await answer.json();
    if (state !== "requested") {
      window.location.reload();
      return;
    }
    box.querySelector("[data-seconds]").textContent = `${seconds} s`;
  } catch {
    // The next try may succeed.
  }
}

if (box) {
  setInterval(ask, 1500);
  document.addEventListener("visibilitychange", ask);
}
