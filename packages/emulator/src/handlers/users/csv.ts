/** Lines of comma-separated cells, quotes as in RFC 4180 but for line ends within them. Empty lines are left out. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map(splitLine);
}

function splitLine(line: string): readonly string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
  return cells;
}
