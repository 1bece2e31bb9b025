// What can be copied: the text of a field ([data-copy] names it), or a table with its heads and what
// is typed or chosen in it ([data-copy-table]).
import { copiedCells } from "./cells.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyAsSelected(text);
  }
}

// Without a secure connection, or the right to write, there is only the older way.
function copyAsSelected(text) {
  const area = document.createElement("textarea");
  area.className = "hidden-text";
  area.value = text;
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  before?.focus();
}

// The button says for a while that it is done.
function say(button) {
  const words = button.lastChild;
  button.dataset.before ??= words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = button.dataset.before), 2500);
}

function said(cell) {
  const field = cell.querySelector("input:not([type=hidden]), select");
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text.trim() ?? "";
  return field ? field.value : (cell.firstChild?.textContent ?? "").trim();
}

// Blank cells stay: a row that is pasted again has as many as its table.
function textOf(table) {
  return copiedCells([...table.rows].map((row) => [...row.cells].map(said)));
}

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-table]");
  if (!button) return;
  const { copy: field, copyTable: table } = button.dataset;
  if (field) document.getElementById(field).select();
  await copy(field ? document.getElementById(field).value : textOf(document.getElementById(table)));
  say(button);
});
