// Rows of a form added and taken away: [data-rows] holds rows in its [data-body] and a <template>
// whose names say where the row's number goes (data-mark, else __N__); [data-add] adds one,
// [data-remove] takes one away. A row may hold rows of its own. Another script asks for a row by
// sending "row-wanted" to the holder.
const MARKED = ["name", "id", "for", "aria-label", "aria-describedby", "value"];

function number(content, mark, next) {
  for (const part of content.querySelectorAll("*")) {
    for (const name of MARKED) {
      const value = part.getAttribute(name);
      if (value?.includes(mark)) part.setAttribute(name, value.replaceAll(mark, next));
    }
    if (part instanceof HTMLTemplateElement) number(part.content, mark, next);
  }
}

// One more than the highest number that stands there: rows that were taken away leave gaps.
function nextNumber(body, blank, mark) {
  const [before] = blank.content.querySelector(`[name*="${mark}"]`).name.split(mark);
  const named = [...body.querySelectorAll(`[name^="${before}"]`)];
  const numbers = named.map((part) => Number.parseInt(part.name.slice(before.length), 10));
  return Math.max(-1, ...numbers.filter(Number.isInteger)) + 1;
}

function addRow(holder) {
  const body = [...holder.querySelectorAll("[data-body]")].find((b) => b.closest("[data-rows]") === holder);
  const blank = holder.querySelector(":scope > template");
  const mark = blank.dataset.mark ?? "__N__";
  const copy = blank.content.cloneNode(true);
  number(copy, mark, String(nextNumber(body, blank, mark)));
  body.append(copy);
  return body.lastElementChild;
}

// The first field of the next row, else the button that adds one.
function afterwards(row) {
  const holder = row.closest("[data-rows]");
  const field = row.nextElementSibling?.querySelector("input:not([type=hidden]), select");
  return field ?? [...holder.querySelectorAll("[data-add]")].find((b) => b.closest("[data-rows]") === holder);
}

document.addEventListener("row-wanted", (event) => addRow(event.target));

document.addEventListener("click", (event) => {
  const add = event.target.closest?.("[data-add]");
  if (add) addRow(add.closest("[data-rows]")).querySelector("input:not([type=hidden]), select")?.focus();
  const gone = event.target.closest?.("[data-remove]")?.closest("[data-row]");
  if (!gone) return;
  const after = afterwards(gone);
  gone.remove();
  // A key pressed on the button has no clicks, and would leave the focus on nothing.
  if (event.detail === 0) after?.focus();
  document.dispatchEvent(new Event("rows-changed"));
});
