/** Rows as the CSV that spreadsheets here open by themselves: UTF-8 with BOM; no cell is run as a formula. */
export function csvOf<Row>(
  columns: readonly { readonly title: string; readonly value: (row: Row) => string | number | null }[],
  rows: readonly Row[],
): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return `\ufeff${lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
