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
    time.textContent = `${time.dataset.exact} (${words})`;
  }
}
if (document.querySelector("time[data-countdown]")) {
  tick();
  setInterval(tick, 20000);
}

// Rows: [data-rows] holds rows and a <template>; [data-add] adds one, [data-remove] takes one away.
for (const holder of document.querySelectorAll("[data-rows]")) {
  const body = holder.querySelector("[data-body]");
  const blank = holder.querySelector("template");
  let next = body.children.length;
  const add = () => {
    const copy = blank.content.cloneNode(true);
    for (const part of copy.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "aria-label", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replaceAll("__N__", String(next)));
      }
    }
    next += 1;
    body.append(copy);
    return body.lastElementChild;
  };
  holder.addEventListener("click", (event) => {
    if (event.target.closest("[data-add]")) add().querySelector("input, select")?.focus();
    const remove = event.target.closest("[data-remove]");
    if (remove) remove.closest("[data-row]").remove();
  });
  holder.addEventListener("paste", (event) => paste(event, body, add));
}

// Cells copied in a spreadsheet fill the table from the cell they are pasted into.
function paste(event, body, add) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/\t|\n./.test(text) || !(event.target instanceof HTMLElement)) return;
  const row = event.target.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  const cellsOf = (one) => [...one.querySelectorAll("input:not([type=hidden]), select")];
  const column = cellsOf(row).indexOf(event.target);
  let current = row;
  for (const line of text.replace(/\r/g, "").replace(/\n$/, "").split("\n")) {
    current ??= add();
    const cells = cellsOf(current);
    line.split("\t").forEach((value, at) => put(cells[column + at], value.trim()));
    current = current.nextElementSibling;
  }
}

function put(cell, value) {
  if (!cell) return;
  if (cell instanceof HTMLSelectElement) {
    const found = [...cell.options].find((o) => o.value === value || o.text.trim() === value);
    if (found) cell.value = found.value;
  } else {
    cell.value = value.replace(/^[¥￥]/, "").replace(/[,，%]/g, "");
  }
}
