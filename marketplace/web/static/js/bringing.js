// A sheet of lines: dropped anywhere on the page it is read and priced at once; rows of it that are
// pasted into a line are made a file, which waits for the reader. A single cell stays one.
import { pastedCells, quoted } from "./cells.js";

const drop = document.querySelector("[data-drop]");
const field = drop.querySelector("input[type=file]");
const button = field.form.querySelector("[data-bring]");
const told = drop.querySelector("[data-told]");
const heads = drop.dataset.heads.split("|");
const known = drop.dataset.known.split("|");

const brings = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  drop.closest("details").open = true;
  drop.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  drop.classList.remove("over");
  field.files = event.dataTransfer.files;
  field.form.requestSubmit(button);
});

// Rows as a sheet has them, with the template's heads before them unless they have their own.
function sheetOf(rows) {
  const own = rows.length > 1 && rows[0].filter((cell) => known.includes(cell)).length > 1;
  if (!own && rows.some((row) => row.length > heads.length)) return null;
  return (own ? rows : [heads, ...rows]).map((row) => row.map(quoted).join(",")).join("\n");
}

field.form.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!event.target.closest?.("[data-row]") || !/\t|\n./.test(text)) return;
  const rows = pastedCells(text);
  const sheet = rows.some((cells) => cells.length > 1);
  if (!sheet && rows.length > 1) return;
  event.preventDefault();
  if (sheet) bring(sheetOf(rows));
  else document.execCommand("insertText", false, rows[0][0]);
});

function bring(sheet) {
  const files = new DataTransfer();
  if (sheet) files.items.add(new File([sheet], "lines.csv", { type: "text/csv" }));
  field.files = files.files;
  drop.closest("details").open = true;
  told.textContent = sheet ? told.dataset.ready : told.dataset.unfit;
  (sheet ? button : field).focus();
}
