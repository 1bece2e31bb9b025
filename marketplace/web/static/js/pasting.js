// Cells copied in a spreadsheet fill a table of entry from the cell they are pasted into, or by their
// heads; rows that begin with the number of a line find their line. What found no place is said.
// Other fields take what is pasted as every field does.
import { pastedCells } from "./cells.js";

const FIELD = "input:not([type=hidden]), select";

document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const row = event.target.closest?.("table.entry [data-row]");
  if (!row || !/\t|\n./.test(text)) return;
  event.preventDefault();
  say(row.closest("[data-rows]"), paste(row, event.target.closest("td, th").cellIndex, pastedCells(text)));
  document.dispatchEvent(new Event("rows-changed"));
});

// Gives what found no place, or null when no cell of it could be placed.
function paste(row, at, lines) {
  const table = row.closest("table");
  const heads = headsOf(table, lines, fieldIn(row, at));
  const rows = heads ? lines.slice(1) : lines;
  const named = rows.some(([first]) => lineOf(table, first));
  const places = placesOf(row, at, rows, heads, named);
  if (!places) return null;
  const lost = heads ? heads.filter((_, nth) => places[nth] === undefined) : [];
  const filled = (one, cells) => lost.push(...fill(one, cells, places));
  if (named) {
    for (const cells of rows) {
      const found = lineOf(table, cells[0]);
      if (found) filled(found, cells);
      else lost.push(cells[0]);
    }
  } else {
    fillDown(row, rows, filled, lost);
  }
  return lost;
}

const plain = (text) => text.trim().toLowerCase();
const fieldIn = (row, column) => row.cells[column]?.querySelector(FIELD) ?? null;
const lineOf = (table, name) => table.querySelector(`[data-line-of="${CSS.escape(name)}"]`);

function namesOf(table) {
  const names = new Map();
  for (const head of table.tHead.rows[0].cells) {
    for (const name of [head.textContent, ...(head.dataset.heads ?? "").split("|")]) {
      if (name.trim()) names.set(plain(name), head.cellIndex);
    }
  }
  return names;
}

// The first of several lines is their heads if it names two columns, or has neither a digit nor what
// the field there can be set to.
function headsOf(table, lines, field) {
  if (lines.length < 2) return null;
  const names = namesOf(table);
  if (lines[0].filter((cell) => names.has(plain(cell))).length > 1) return lines[0];
  return /\d/.test(lines[0].join("")) || optionOf(field, lines[0][0]) ? null : lines[0];
}

// For each cell of a pasted row its column in the table, undefined for none; null when the rows fit
// nowhere. Heads go before places, unless some are unknown and the others stand as the places do.
function placesOf(row, at, rows, heads, named) {
  const names = namesOf(row.closest("table"));
  const byHeads = (heads ?? []).map((head) => names.get(plain(head)));
  if (heads?.every((head, nth) => !head || byHeads[nth] !== undefined)) return byHeads;
  const byPlace = named ? placesOfLine(row, at, rows) : placesOnwards(row, at, rows);
  const agrees = (place, nth) => place === undefined || place === byPlace[nth];
  if (byPlace && byHeads.every(agrees)) return byPlace;
  return byHeads.some((place) => place !== undefined) ? byHeads : null;
}

const columnsOf = (row) => [...row.cells].map((cell) => cell.cellIndex);
const fieldsOf = (row) => columnsOf(row).filter((column) => fieldIn(row, column));
const filledWidth = (rows) => Math.max(...rows.map((cells) => cells.findLastIndex(Boolean) + 1));

function placesOnwards(row, at, rows) {
  const onwards = fieldsOf(row).filter((column) => column >= at);
  return filledWidth(rows) <= onwards.length ? onwards : null;
}

// A line's number and then: the table's columns, those of the file of lines, or the fields from here.
function placesOfLine(row, at, rows) {
  const width = Math.max(...rows.map((cells) => cells.length));
  if (width === row.cells.length) return columnsOf(row);
  const fields = fieldsOf(row);
  if (width === Number(row.closest("table").dataset.fileColumns)) return [...Array(width - fields.length), ...fields];
  const onwards = placesOnwards(row, at, rows.map((cells) => cells.slice(1)));
  return onwards && [0, ...onwards];
}

function fillDown(row, rows, filled, lost) {
  const holder = row.closest("[data-rows]");
  let current = row;
  for (const cells of rows) {
    if (!current && holder.querySelector(":scope > template")) current = added(holder, row);
    if (!current) lost.push(cells.join(" "));
    else filled(current, cells);
    current = current?.nextElementSibling;
  }
}

function added(holder, row) {
  holder.dispatchEvent(new Event("row-wanted", { bubbles: true }));
  return row.parentElement.lastElementChild;
}

// Gives the texts that no field took; what stands in a column without a field is there to read.
function fill(row, cells, places) {
  return cells.filter((text, nth) => {
    const field = fieldIn(row, places[nth]);
    return field ? !put(field, text) : nth >= places.length;
  });
}

function put(field, text) {
  if (field instanceof HTMLSelectElement) return choose(field, text);
  field.value = ["numeric", "decimal"].includes(field.inputMode) ? text.replace(/[¥￥,，%％\s]/g, "") : text;
  return true;
}

function choose(field, text) {
  const found = optionOf(field, text);
  if (found) field.value = found.value;
  return Boolean(found);
}

// By its code, by what it says, or by the name that the table tells for its code.
function optionOf(field, text) {
  if (!(field instanceof HTMLSelectElement)) return null;
  const said = field.closest("[data-words]")?.dataset.words.split("|") ?? [];
  const code = said.find((pair) => pair.slice(pair.indexOf("=") + 1) === text)?.split("=")[0];
  return [...field.options].find((one) => [one.value, one.text.trim()].includes(code ?? text));
}

function say(holder, lost) {
  const place = holder.querySelector("[data-pasted]");
  const named = lost?.filter(Boolean) ?? [];
  const some = named.slice(0, 8).join(" · ") + (named.length > 8 ? " …" : "");
  if (lost === null) place.textContent = place.dataset.unfit;
  else place.textContent = named.length ? place.dataset.lost.replace("{}", () => some) : "";
}
