// Numbers and sums as the server writes them (figures.py).
export const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

export function yuan(minor) {
  const fen = minor % 100;
  return `¥${grouped(Math.floor(minor / 100))}${fen ? `.${String(fen).padStart(2, "0")}` : ""}`;
}
