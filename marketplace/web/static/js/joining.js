// The joining form: saved and priced by the server as it is typed, lines copied. Without this script
// the buttons do the same.
import { Keeper, remember } from "./keeping.js";

const form = document.querySelector("[data-joining]");
const bar = document.querySelector("[data-price-bar]");
const join = document.querySelector("[data-join]");
const keeper = new Keeper(send);
let typed = false;
let left = false;

function changed(event) {
  if (event?.target.closest?.("#sheet")) return;
  typed = true;
  keeper.changed();
}

// Before anything is typed only the price is asked for; lines that are `unkept` stay so.
function body() {
  const fields = new FormData(form);
  for (const name of ["file", "_once"]) fields.delete(name);
  if (!typed && !fields.has("unkept")) fields.set("unkept", "as saved");
  return fields;
}

async function send() {
  try {
    const answer = await fetch(form.dataset.joining, {
      method: "POST",
      body: body(),
      credentials: "same-origin",
      redirect: "manual",
    });
    if (answer.ok) show(await answer.text());
    else if (answer.status === 409) refuse(await answer.text());
    else failed(answer.type === "opaqueredirect" ? form.dataset.signedOut : form.dataset.unsaved);
    return answer.ok || answer.status === 409;
  } catch (error) {
    failed(form.dataset.unsaved);
    throw error;
  }
}

// The bar's answer names the price of each line by its place in the form, and the draft's new mark.
function show(html) {
  bar.innerHTML = html;
  form.classList.remove("unanswered");
  const mark = bar.querySelector("[data-mark]")?.dataset.mark;
  if (mark) remember(mark);
  const told = [...bar.querySelectorAll("[data-line]")];
  const cards = [...form.querySelectorAll("[data-row]")];
  told.forEach((one, at) => {
    const card = cards[at];
    if (!card) return;
    card.querySelector("[data-line-price]").textContent = one.textContent;
    card.querySelector('[name$="-price_shown_minor"]').value = one.value;
  });
  offer(told.length > 0 && told.every((one) => one.value));
}

function offer(priced) {
  join.hidden = !priced;
  form.querySelector("[data-see]").classList.toggle("primary", !priced);
}

// Another draft stands: nothing is sent before the reader has chosen.
function refuse(html) {
  bar.innerHTML = html;
  keeper.stopped = true;
  offer(false);
}

// No answer: the price is that of an earlier moment, and what is typed is not saved.
function failed(words) {
  if (keeper.leaving) return;
  const head = bar.querySelector("[data-then]");
  if (head) head.textContent = head.dataset.then;
  form.classList.add("unanswered");
  offer(false);
  let saved = bar.querySelector("[data-saved]");
  if (!saved) {
    saved = document.createElement("p");
    saved.dataset.saved = "";
    bar.append(saved);
  }
  saved.className = "fault";
  saved.textContent = words;
}

function alike(card) {
  form.querySelector("[data-add]").click();
  const copy = form.querySelector("[data-body]").lastElementChild;
  const named = (one) => one.name.replace(/^lines-\d+-/, "");
  for (const from of card.querySelectorAll("input, select")) {
    const to = [...copy.querySelectorAll("input, select")].find((one) => named(one) === named(from) && one.type === from.type);
    if (!to || ["id", "price_shown_minor", "label"].includes(named(from))) continue;
    if (from.type === "checkbox") to.checked = from.checked;
    else to.value = from.value;
  }
  changed();
}

bar.setAttribute("role", "status");
form.addEventListener("input", changed);
form.addEventListener("change", changed);
document.addEventListener("click", (event) => {
  const copied = event.target.closest?.("[data-alike]");
  if (copied) alike(copied.closest("[data-row]"));
  if (event.target.closest?.("[data-remove], [data-add]")) setTimeout(changed);
  const mine = event.target.closest?.("[data-keep-mine]");
  if (!mine) return;
  remember(mine.dataset.keepMine);
  keeper.stopped = false;
  keeper.now();
});
addEventListener("pagehide", () => {
  if (!keeper.dirty || keeper.stopped || keeper.leaving || form.elements.unkept) return;
  left = navigator.sendBeacon(form.dataset.joining, body());
});
// Shown again as it was left: what was saved on leaving has a mark that it does not know.
addEventListener("pageshow", () => left && location.reload());
if ("ask" in form.dataset) keeper.now();
