// Small help on every page: focus on what is wrong, countdowns, questions before grave acts,
// repeated rows, menus that close, pasting from a spreadsheet.

const chinese = document.documentElement.lang.startsWith("zh");

document.querySelector("[data-focus]")?.focus();

for (const link of document.querySelectorAll("[data-field]")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById("f-" + link.dataset.field);
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
}

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A page that waits for a computation looks again by itself.
const waiting = document.querySelector("[data-reload]");
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.reload) * 1000);

// A countdown tells how long is left beside the exact time; the page's own clock may be ahead of
// or behind the market's, so the market's time at the making of the page is what counts.
const started = Date.now();
function left(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  if (days) return chinese ? `还剩 ${days} 天 ${hours} 小时` : `${days} d ${hours} h left`;
  if (hours) return chinese ? `还剩 ${hours} 小时 ${minutes % 60} 分` : `${hours} h ${minutes % 60} min left`;
  return chinese ? `还剩 ${minutes} 分钟` : `${minutes} min left`;
}
function tick() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    time.dataset.exact ??= time.textContent;
    const now = Date.parse(time.dataset.now) + (Date.now() - started);
    const rest = Date.parse(time.dateTime) - now;
    const words = rest > 0 ? left(rest) : chinese ? "已到时间" : "time is up";
    time.textContent = chinese ? `${time.dataset.exact}（${words}）` : `${time.dataset.exact} (${words})`;
  }
}
if (document.querySelector("time[data-countdown]")) {
  tick();
  setInterval(tick, 20000);
}

// Rows: [data-rows] holds rows in its [data-body] and a <template> whose names say where the row's
// number goes (data-mark, else __N__); [data-add] adds one, [data-remove] takes one away. A row may
// hold rows of its own.
const MARKED = ["name", "id", "for", "aria-label", "aria-describedby", "value"];
function bodyOf(holder) {
  return [...holder.querySelectorAll("[data-body]")].find((b) => b.closest("[data-rows]") === holder);
}

function number(content, mark, next) {
  for (const part of content.querySelectorAll("*")) {
    for (const name of MARKED) {
      const value = part.getAttribute(name);
      if (value?.includes(mark)) part.setAttribute(name, value.replaceAll(mark, next));
    }
    if (part instanceof HTMLTemplateElement) number(part.content, mark, next);
  }
}

function addRow(holder) {
  const body = bodyOf(holder);
  const blank = holder.querySelector(":scope > template");
  const next = Number(holder.dataset.next ?? body.children.length);
  holder.dataset.next = next + 1;
  const copy = blank.content.cloneNode(true);
  number(copy, blank.dataset.mark ?? "__N__", String(next));
  body.append(copy);
  return body.lastElementChild;
}

document.addEventListener("click", (event) => {
  const add = event.target.closest?.("[data-add]");
  if (add) addRow(add.closest("[data-rows]")).querySelector("input:not([type=hidden]), select")?.focus();
  event.target.closest?.("[data-remove]")?.closest("[data-row]").remove();
});

// Cells copied in a spreadsheet fill the table from the cell they are pasted into.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const row = event.target.closest?.("[data-row]");
  if (!row || !/\t|\n./.test(text)) return;
  event.preventDefault();
  const holder = row.closest("[data-rows]");
  const cellsOf = (one) => [...one.querySelectorAll("input:not([type=hidden]), select")];
  const column = cellsOf(row).indexOf(event.target);
  let current = row;
  for (const line of text.replace(/\r/g, "").replace(/\n$/, "").split("\n")) {
    current ??= addRow(holder);
    const cells = cellsOf(current);
    line.split("\t").forEach((value, at) => put(cells[column + at], value.trim()));
    current = current.nextElementSibling;
  }
});

function put(cell, value) {
  if (!cell) return;
  if (cell instanceof HTMLSelectElement) {
    const found = [...cell.options].find((o) => o.value === value || o.text.trim() === value);
    if (found) cell.value = found.value;
  } else {
    cell.value = value.replace(/^[¥￥]/, "").replace(/[,，%]/g, "");
  }
}
