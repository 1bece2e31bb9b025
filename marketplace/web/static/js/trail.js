// The trail of an object, fetched into its page the first time that it is opened. Without this the
// part holds a link to the trail's own page.

async function fill(part) {
  const answer = await fetch(part.dataset.trail, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("trail");
  if (!found) return;
  found.removeAttribute("id");
  for (const link of found.querySelectorAll(".pages a")) {
    link.href = new URL(link.getAttribute("href"), new URL(part.dataset.trail, location.href)).href;
  }
  part.querySelector("p").before(found);
}

for (const part of document.querySelectorAll("details[data-trail]")) {
  part.addEventListener("toggle", () => fill(part).catch(() => undefined), { once: true });
}
