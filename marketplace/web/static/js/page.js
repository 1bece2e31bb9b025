// Small help on every page: focus on what is wrong, countdowns, questions before grave acts, menus
// that close.

const chinese = document.documentElement.lang.startsWith("zh");

document.querySelector("[data-focus]")?.focus();

// What stands in a closed part can be neither seen nor focused.
function reveal(place) {
  for (let part = place?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}
reveal(document.getElementById(location.hash.slice(1)));

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-field]");
  const field = link && document.getElementById("f-" + link.dataset.field);
  if (!field) return;
  event.preventDefault();
  reveal(field);
  field.focus();
});

// Without this the server asks (grave_acts.py).
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (window.confirm(form.dataset.confirm)) form.elements._ask.value = "";
    else event.preventDefault();
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

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
// The same moment by the reader's own clock, for those who are not in China.
function own(moment) {
  const at = new Date(moment);
  if (at.getTimezoneOffset() === -480) return "";
  const words = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  return chinese ? `，当地时间 ${words}` : `, ${words} your time`;
}
function tick() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    time.dataset.exact ??= time.textContent + own(time.dateTime);
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
