// Pictures of a quote as it is typed: the same geometry as marketplace/web/quote_charts.py.
import { grouped } from "./money.js";
import { curvesOf, dearerBelow, rowOf } from "./quote-rates.js";

const chinese = document.documentElement.lang.startsWith("zh");
const W = 360;
const H = 210;
const LEFT = 74;
const RIGHT = 56;
const TOP = 22;
const BOTTOM = 38;
const DASHES = ["", "dashed", "dotted"];
const near = (value) => Math.round(value * 10) / 10;
const percent = (bps) => `${near2(bps / 100)}%`;
const near2 = (value) => (Number.isInteger(value) ? `${value}` : value.toFixed(2));
const trimmed = (value) => {
  const [whole, part] = value.toFixed(2).split(".");
  return grouped(whole) + `.${part}`.replace(/\.?0+$/, "");
};

// Fen as in figures.yuan_short.
function short(minor) {
  const amount = minor / 100;
  if (chinese && amount >= 1e8) return `${trimmed(amount / 1e8)} 亿元`;
  if (chinese && amount >= 1e4) return `${trimmed(amount / 1e4)} 万元`;
  if (!chinese && amount >= 1e6) return `¥${trimmed(amount / 1e6)} million`;
  return `¥${grouped(Math.round(amount))}`;
}

function step(highest) {
  const power = 10 ** Math.max(0, String(highest).length - 2);
  return [1, 2, 5, 10, 20].map((part) => part * power).find((one) => highest <= 5 * one);
}

function some(values, most) {
  const every = Math.max(1, Math.ceil((values.length - 1) / (most - 1)));
  return values.filter((_, at) => at % every === 0 || at === values.length - 1);
}

function text(x, y, words, anchor = "", kind = "") {
  const place = anchor ? ` text-anchor="${anchor}"` : "";
  return `<text${kind ? ` class="${kind}"` : ""} x="${x}" y="${y}"${place}>${words}</text>`;
}

function scaleOf(points, lines) {
  const widths = [...points, ...lines].map((one) => one.mbps);
  const highest = Math.max(...points.map((point) => point.month)) || 1;
  const unit = step(highest);
  const [start, high] = [Math.max(1, Math.floor(Math.min(...widths) / 2)), Math.max(...widths)];
  const dearest = Math.ceil(highest / unit) * unit;
  const span = Math.log10(high) - Math.log10(start) || 1;
  const x = (mbps) => near(LEFT + ((Math.log10(mbps) - Math.log10(start)) / span) * (W - LEFT - RIGHT));
  const y = (minor) => near(H - BOTTOM - (minor / dearest) * (H - TOP - BOTTOM));
  return { x, y, start, unit, dearest };
}

function axes(scale, points) {
  let drawn = "";
  for (let minor = 0; minor <= scale.dearest; minor += scale.unit) {
    const y = scale.y(minor);
    drawn += `<line class="axis faint" x1="${LEFT}" x2="${W - RIGHT}" y1="${y}" y2="${y}"/>`;
    drawn += text(LEFT - 6, y + 4, short(minor), "end");
  }
  const widths = [...new Set(points.map((point) => point.mbps))].sort((a, b) => a - b);
  for (const mbps of some(widths, 5)) drawn += text(scale.x(mbps), H - BOTTOM + 17, grouped(mbps), "middle");
  return drawn + text(W - 4, H - 5, "Mbps", "end");
}

function curveOf(scale, curve) {
  let path = `M${scale.x(scale.start)} ${scale.y(curve[0].month)}`;
  curve.forEach((point, at) => {
    path += `H${scale.x(point.mbps)}`;
    if (curve[at + 1]) path += `V${scale.y(curve[at + 1].month)}`;
  });
  return path;
}

function cliffsOf(scale, curve) {
  return dearerBelow(curve)
    .map((point) => `<circle class="cliff" cx="${scale.x(point.mbps)}" cy="${scale.y(point.month)}" r="8"/>`)
    .join("");
}

function dotsOf(scale, curves, lines) {
  return lines
    .map((line) => {
      const month = line.month ?? rowOf(curves, line)?.month;
      const priced = month !== undefined;
      const y = priced ? Math.max(scale.y(month), TOP) : H - BOTTOM;
      const kind = priced ? "line-dot" : "line-dot missing";
      return `<circle class="${kind}" cx="${scale.x(line.mbps)}" cy="${y}" r="3.5"><title>${line.reference}</title></circle>`;
    })
    .join("");
}

// rows: {mbps, months, month, rtt, availability, days}; lines the same with a reference, and a month
// only where the line has a price of its own. `none` stands where no
// row is whole yet; `months` says how a term is written, with {} for the number.
export function ratePicture(rows, lines, { none, months }) {
  if (!rows.length) return text(W / 2, H / 2, none, "middle");
  const scale = scaleOf(rows, lines);
  const curves = curvesOf(rows);
  const terms = [...curves.keys()];
  let least = -Infinity;
  const labels = new Map();
  for (const term of [...terms].sort((a, b) => scale.y(curves.get(a).at(-1).month) - scale.y(curves.get(b).at(-1).month))) {
    least = Math.max(scale.y(curves.get(term).at(-1).month) + 4, least + 16);
    labels.set(term, least);
  }
  let drawn = axes(scale, rows);
  terms.forEach((term, at) => {
    const style = DASHES[at % DASHES.length];
    drawn += `<path class="curve ${style}" d="${curveOf(scale, curves.get(term))}"/>`;
    drawn += text(W - RIGHT + 5, labels.get(term), months.replace("{}", term), "", "rate");
  });
  for (const term of terms) drawn += cliffsOf(scale, curves.get(term));
  return drawn + dotsOf(scale, curves, lines);
}

// tiers: {from, bps} by rising volume; whole: all that is asked for (0: not known); earned: bps of
// bundles that come on top when all is won.
export function volumePicture(tiers, { whole, earned, volume, bound, all, bundled }) {
  const last = Math.max(whole, Math.floor((tiers.at(-1).from * 5) / 4), 1);
  const highest = Math.max(tiers.at(-1).bps + earned, 1);
  const floor = H - BOTTOM;
  const x = (amount) => near(LEFT + (amount / last) * (W - LEFT - RIGHT));
  const y = (bps) => near(floor - (bps / highest) * (H - TOP - BOTTOM));
  let drawn = `<line class="axis" x1="${LEFT}" x2="${W - RIGHT}" y1="${floor}" y2="${floor}"/>`;
  let path = `M${x(tiers[0].from)} ${y(tiers[0].bps)}`;
  tiers.forEach((tier, at) => {
    if (!at) return;
    path += `H${x(tier.from)}V${y(tier.bps)}`;
    const low = Math.max(Math.floor((tier.from * (10000 - tier.bps)) / (10000 - tiers[at - 1].bps)) + 1, tiers[at - 1].from);
    if (low < tier.from) drawn += `<line class="stretch" x1="${x(low)}" x2="${x(tier.from)}" y1="${floor}" y2="${floor}"/>`;
  });
  if (whole) {
    drawn += `<line class="here" x1="${x(whole)}" x2="${x(whole)}" y1="10" y2="${floor}"/>`;
    drawn += text(Math.min(x(whole), 270), H - 5, all.replace("{}", volume(whole)), "middle", "here-text");
  }
  drawn += `<path class="curve" d="${path}H${x(last)}"/>`;
  const held = earned && whole ? Math.max(...tiers.filter((tier) => tier.from <= whole).map((tier) => tier.bps)) + earned : 0;
  // Under its step where the words on the bundles would cover it.
  const label = (step) => (held && step - y(held) < 34 ? step + 18 : step - 5);
  for (const tier of tiers) {
    if (tier.bps) drawn += text(x(tier.from) + 3, label(y(tier.bps)), `−${percent(tier.bps)}`, "", "rate");
    if (tier.from) drawn += text(x(tier.from), floor + 17, bound(tier.from), "middle");
  }
  if (held) {
    drawn += `<circle class="bundle-dot" cx="${x(whole)}" cy="${y(held)}" r="4.5"/>`;
    drawn += text(x(whole) - 8, y(held) + 4, bundled.replace("{}", percent(held)), "end", "rate");
  }
  return drawn;
}

export const words = { grouped, short };
