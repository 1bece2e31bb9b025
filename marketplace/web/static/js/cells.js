// Cells as spreadsheets copy them: rows of lines, between tabs. A cell that holds a line break or a tab
// stands in quotes, its own quotes doubled; elsewhere a quote is a letter like any other.
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^\t\n]*))(\t|\n|$)/y;

// The rows of a text, each cell in one line as fields have it.
export function pastedCells(text) {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows = [[]];
  CELL.lastIndex = 0;
  for (;;) {
    const [, within, plain, end] = CELL.exec(whole);
    rows.at(-1).push(inOneLine(within?.replaceAll('""', '"') ?? plain));
    if (!end) return rows;
    if (end === "\n") rows.push([]);
  }
}

const inOneLine = (text) => text.trim().replace(/\s*[\t\n]\s*/g, " ");
export const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;

export function copiedCells(rows) {
  const written = (cell) => (/^"|[\t\n]/.test(cell) ? quoted(cell) : cell);
  return rows.map((row) => row.map(written).join("\t")).join("\n");
}
