// Counts the lines that have an answer and adds up what was chosen, while nothing is sent yet, and
// asks before what is not sent is left behind.
import { isChanged } from "./changed.js";
import { yuan } from "./money.js";

const form = document.querySelector("form[data-answers]");
const said = form?.querySelector("[data-chosen]");

function tell() {
  const lines = form.querySelectorAll("fieldset:has(input[type=radio])").length;
  const chosen = [...form.querySelectorAll("input[type=radio]:checked")];
  const fen = chosen.reduce((sum, radio) => sum + Number(radio.dataset.price), 0);
  said.textContent = said.dataset.said
    .replace("__lines__", chosen.length)
    .replace("__all__", lines)
    .replace("__amount__", yuan(fen));
  said.hidden = false;
}

if (form) {
  // Whoever gives a reason means to decline; whoever consents means to take that quote.
  form.addEventListener("input", (event) => {
    const row = event.target.closest("tr");
    if (event.target.matches("input[type=text], input[type=checkbox]") && (event.target.value && event.target.type === "text" || event.target.checked)) {
      row.querySelector("input[type=radio]").checked = true;
    }
    tell();
  });
  tell();
  let sending = false;
  form.addEventListener("submit", () => (sending = true));
  window.addEventListener("pageshow", () => (sending = false));
  window.addEventListener("beforeunload", (event) => {
    const unsent = "unsent" in form.dataset || [...form.elements].some(isChanged);
    if (unsent && !sending) event.preventDefault();
  });
}
