// Draws the API's description with the documentation tool served beside this page, when it is asked
// for: the tool weighs more than all other pages of the marketplace together.
const place = document.getElementById("api");
const button = place.querySelector("[data-try]");

function bring(name, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(name), attributes, { onload: done, onerror: failed });
    document.head.append(element);
  });
}

button.hidden = false;
button.addEventListener("click", async () => {
  const status = place.querySelector("[role=status]");
  button.disabled = true;
  try {
    await bring("link", { rel: "stylesheet", href: place.dataset.style });
    await bring("script", { src: place.dataset.script });
  } catch {
    button.disabled = false;
    status.textContent = status.dataset.failed;
    return;
  }
  const calls = place.querySelector("[data-calls]");
  calls.replaceChildren();
  calls.className = "card";
  button.closest(".row").remove();
  window.SwaggerUIBundle({
    domNode: calls,
    url: place.dataset.description,
    deepLinking: true,
    docExpansion: "list",
    validatorUrl: null,
    presets: [window.SwaggerUIBundle.presets.apis],
  });
});
