// The page of a group buy: sliders that ask the server what more lines would cost. Without this script
// the form is sent as it stands.
import { Mark } from "./mark.js";

const form = document.querySelector("[data-what-if]");
const PAUSE = 150;
const AGAIN = 2000;

// A slider beside a field: it moves through the choices of a select, or the numbers of a field.
function slide(field) {
  const slider = document.createElement("input");
  const list = field instanceof HTMLSelectElement;
  slider.type = "range";
  slider.className = "slider";
  slider.min = list ? 0 : field.min;
  slider.max = list ? field.options.length - 1 : field.max;
  slider.setAttribute("aria-label", field.labels[0].textContent);
  const told = () => {
    slider.value = list ? field.selectedIndex : field.value;
    slider.setAttribute("aria-valuetext", list ? field.options[field.selectedIndex].text : field.value);
  };
  told();
  slider.addEventListener("input", () => {
    if (list) field.selectedIndex = Number(slider.value);
    else field.value = slider.value;
    told();
    ask();
  });
  field.addEventListener("input", told);
  field.closest(".field").append(slider);
}

let waiting = 0;
let asked = 0;
const panel = document.querySelector("[data-answer]");
const mark = panel && new Mark(document.querySelector("[data-answer-mark]"));

function ask() {
  clearTimeout(waiting);
  waiting = setTimeout(answer, PAUSE);
}

async function answer() {
  const mine = ++asked;
  const words = new URLSearchParams(new FormData(form));
  try {
    const got = await fetch(`${form.dataset.whatIf}?${words}`, { credentials: "same-origin", redirect: "error" });
    const told = await got.text();
    if (mine !== asked) return;
    if (!got.ok) throw new Error(got.statusText);
    panel.innerHTML = told;
    mark.heard();
  } catch {
    if (mine === asked) missed();
  }
  panel.classList.toggle("unanswered", mark.late);
}

// What stands there is the answer for an earlier position: the mark says so, and it is asked again.
function missed() {
  mark.missed();
  clearTimeout(waiting);
  waiting = setTimeout(answer, mark.pause(AGAIN));
}

if (form) {
  form.querySelectorAll("[data-slide]").forEach(slide);
  form.addEventListener("input", ask);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  panel.setAttribute("role", "status");
}
