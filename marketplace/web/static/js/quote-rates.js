// A quote's rates as they are typed: the curve of each term, and the row that a line takes.
import { grouped, yuan } from "./money.js";

// By term, the shortest first; of each the rows by bandwidth.
export function curvesOf(rows) {
  const curves = new Map([...new Set(rows.map((row) => row.months))].sort((a, b) => a - b).map((months) => [months, []]));
  for (const row of [...rows].sort((a, b) => a.mbps - b.mbps)) curves.get(row.months).push(row);
  return curves;
}

// The row of the line's bandwidth, else the next larger, if it gives what the line demands.
export function rowOf(curves, line) {
  const row = curves.get(line.months)?.find((one) => one.mbps >= line.mbps);
  if (!row || (line.rtt && row.rtt > line.rtt)) return undefined;
  return row.availability >= line.availability && row.days <= line.days ? row : undefined;
}

// The rows that cost less than a smaller one.
export function dearerBelow(curve) {
  let dearest = -Infinity;
  return curve.filter((row) => {
    const below = row.month < dearest;
    dearest = Math.max(dearest, row.month);
    return below;
  });
}

// The rows of the table behind a picture, as components/quote_pictures.html writes them.
export function rateTable(rows, lines, { cliff, own, unpriced, none }) {
  const curves = curvesOf(rows);
  const named = (some) => some.map((line) => line.reference).join(", ");
  const taken = lines.filter((line) => line.month === undefined);
  let table = rows.length ? "" : `<tr><td colspan="4">${none}</td></tr>`;
  for (const [months, curve] of curves) {
    const cliffs = dearerBelow(curve);
    for (const row of curve) {
      const said = cliffs.includes(row) ? `<span class="sub">${cliff}</span>` : "";
      const its = named(taken.filter((line) => rowOf(curves, line) === row)) || "–";
      table += `<tr><th scope="row" class="n">${grouped(row.mbps)}</th><td class="n">${months}</td><td class="n">${yuan(row.month)}${said}</td><td>${its}</td></tr>`;
    }
  }
  const apart = { [own]: named(lines.filter((line) => line.month !== undefined)), [unpriced]: named(taken.filter((line) => !rowOf(curves, line))) };
  for (const [title, its] of Object.entries(apart)) {
    if (its) table += `<tr><th scope="row" colspan="3">${title}</th><td>${its}</td></tr>`;
  }
  return table;
}
