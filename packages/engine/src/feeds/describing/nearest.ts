/** The candidates a mistyped word most likely means, the likeliest first; none where nothing comes near. */
export function nearestWords(word: string, candidates: readonly string[]): readonly string[] {
  const typed = word.toLowerCase();
  const ranked = candidates.map((candidate) => ({ candidate, distance: distanceOf(typed, candidate) }));
  const isNear = ({ candidate, distance }: { candidate: string; distance: number }): boolean =>
    distance <= Math.max(2, candidate.length / 3);
  return ranked
    .filter(isNear)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, maxWords)
    .map(({ candidate }) => candidate);
}

const maxWords = 3;

/** Letters to add, take away or change; a word that begins or ends the other is as near as can be. */
function distanceOf(typed: string, candidate: string): number {
  if (typed.length > 2 && (candidate.startsWith(typed) || candidate.endsWith(typed))) return 0;
  let row = Array.from({ length: candidate.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...typed].entries()) {
    const next = [index + 1];
    for (let column = 0; column < candidate.length; column += 1) {
      const isSame = candidate[column] === letter;
      const changed = (row[column] ?? 0) + (isSame ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
