/** Lines of cells as text, each column as wide as its widest cell. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = (line: readonly string[]): string => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return lines.map((line) => text(line).trimEnd()).join('\n');
}
