// A carrier's quote as it is typed: pictures drawn at once, the draft kept a moment later.
import { keepDraft } from "./quote-draft.js";
import { ratePicture, volumePicture, words } from "./quote-pictures.js";
import { rateTable } from "./quote-rates.js";

const form = document.querySelector("form[data-draft]");
const panels = form.querySelector("[data-months]");
const volume = form.querySelector("[data-lots]");
// What draws the table of a closed part, of which the newest is due once somebody reads it.
const owed = new Map();
const money = (text) => units(text, 100);

// What is typed in decimals as whole units, or null: 1,200.50 yuan as 120050 fen.
function units(text, scale) {
  const plain = (text ?? "").replace(/[,，¥\s]/g, "");
  return /^\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * scale) : null;
}

function cellsOf(row) {
  const cells = {};
  for (const cell of row.querySelectorAll("input, select")) {
    cells[cell.name.split("-").slice(2).join("-")] = cell.value.trim();
  }
  return cells;
}

function offerOf(cells, months) {
  const [oneOff, monthly] = [money(cells.one_off_minor || "0"), money(cells.monthly_minor)];
  if (oneOff === null || monthly === null || !months) return null;
  return {
    months,
    month: Math.floor((oneOff + monthly * months) / months),
    rtt: units(cells.rtt_us, 1000) ?? Infinity,
    availability: units(cells.availability_bps, 100) ?? 0,
    days: units(cells.delivery_days, 1) ?? Infinity,
  };
}

function ratesByPanel() {
  const found = new Map();
  for (const row of form.querySelectorAll("[data-rates] [data-body] > [data-row]")) {
    const cells = cellsOf(row);
    const offer = offerOf(cells, Number(cells.term_months));
    const mbps = units(cells.mbps, 1);
    const key = `${cells.corridor} ${cells.product} ${cells.protection}`;
    if (offer && mbps) found.set(key, [...(found.get(key) ?? []), { ...offer, mbps }]);
  }
  return found;
}

function linesOf(panel, own) {
  return panel.dataset.lines.split(";").map((text) => {
    const [reference, ...rest] = text.split(" ");
    const [mbps, months, rtt, availability, days] = rest.map(Number);
    const month = offerOf(own.get(reference) ?? {}, months)?.month;
    return { reference, mbps, months, rtt, availability, days, month };
  });
}

function drawRates() {
  const rates = ratesByPanel();
  const own = new Map([...form.querySelectorAll("[data-line-of]")].map((row) => [row.dataset.lineOf, cellsOf(row)]));
  for (const panel of panels.querySelectorAll("[data-panel]")) {
    const lines = linesOf(panel, own);
    const rows = rates.get(panel.dataset.panel) ?? [];
    panel.querySelector("svg").innerHTML = ratePicture(rows, lines, panels.dataset);
    owed.set(panel.querySelector("details"), () => {
      panel.querySelector("tbody").innerHTML = rateTable(rows, lines, panels.dataset);
    });
  }
  drawTables((part) => part.open);
}

function drawTables(wanted) {
  for (const [part, draw] of owed) {
    if (!wanted(part)) continue;
    draw();
    owed.delete(part);
  }
}

const sizes = new Map(
  (volume?.dataset.lots ?? "").split(";").filter(Boolean).map((text) => {
    const [lot, lines, mbps] = text.split(" ");
    return [lot, { lines: Number(lines), mbps: Number(mbps) }];
  }),
);

function chosen(part) {
  return [...part.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);
}

function tiersOf(ladder, measure) {
  const tiers = [];
  for (const row of ladder.querySelectorAll("tbody [data-row]")) {
    const [from, rate] = [...row.querySelectorAll("input")].map((cell) => cell.value);
    const tier = { from: units(from, measure === "spend" ? 100 : 1), bps: units(rate, 100) };
    if (tier.from !== null && tier.bps !== null) tiers.push(tier);
  }
  return tiers;
}

function rising(tiers) {
  return tiers.every((tier, at) => tier.bps < 10000 && (!at || (tier.from >= tiers[at - 1].from && tier.bps >= tiers[at - 1].bps)));
}

function bundlesWithin(lots) {
  let earned = 0;
  for (const bundle of form.querySelectorAll('[data-row]:has([name^="bundles-"])')) {
    const rate = units(bundle.querySelector('[name$="-discount_bps"]').value, 100);
    if (rate && chosen(bundle).some((lot) => lots.includes(lot))) earned += rate;
  }
  return earned;
}

function drawVolume() {
  for (const picture of form.querySelectorAll("[data-volume]")) {
    const ladder = picture.closest("[data-row]");
    const measure = ladder.querySelector('select[name$="-measure"]').value;
    const tiers = tiersOf(ladder, measure);
    const lots = chosen(ladder);
    const whole = measure === "spend" ? 0 : lots.reduce((sum, lot) => sum + (sizes.get(lot)?.[measure] ?? 0), 0);
    const unit = measure === "lines" ? volume.dataset.linesUnit : "Mbps";
    const says = {
      whole,
      earned: bundlesWithin(lots),
      volume: (amount) => `${words.grouped(amount)} ${unit}`,
      bound: measure === "spend" ? words.short : words.grouped,
      all: volume.dataset.all,
      bundled: volume.dataset.bundled,
    };
    picture.querySelector("svg").innerHTML = tiers.length && rising(tiers) ? volumePicture(tiers, says) : "";
  }
}

const keep = keepDraft(form);

function changed() {
  drawRates();
  drawVolume();
  keep();
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-add]")) drawVolume();
});
document.addEventListener("rows-changed", changed);
panels.addEventListener("toggle", () => drawTables((part) => part.open), { capture: true });
// On paper the closed parts are read too.
addEventListener("beforeprint", () => drawTables(() => true));
