import type { TimelineSpan, TimelineState } from "@postern/engine";
import { accent, bad, dim, good, type Text, warn } from "../screen/text.js";

interface Mark {
  readonly sign: string;
  readonly paint: (text: string) => Text;
  readonly means: string;
}

const sweptLater: Mark = { sign: "▓", paint: good, means: "complete, to be swept for late arrivals" };

const marks: Readonly<Record<TimelineState, Mark>> = {
  complete: { sign: "█", paint: good, means: "complete" },
  settling: { sign: "░", paint: dim, means: "settling" },
  due: { sign: "·", paint: dim, means: "due" },
  reading: { sign: "»", paint: accent, means: "being read" },
  incomplete: { sign: "!", paint: warn, means: "incomplete" },
  unprovable: { sign: "?", paint: warn, means: "unprovable" },
  lost: { sign: "x", paint: bad, means: "lost" },
};

/** From what must be seen to what may be covered up, where several share a cell. */
const byWeight: readonly TimelineState[] = [
  "lost",
  "incomplete",
  "unprovable",
  "reading",
  "due",
  "settling",
  "complete",
];

/** A timeline as one line of cells: each shows the worst of its share of the time. */
export function drawBand(
  spans: readonly TimelineSpan[],
  { from, until, cells }: { from: number; until: number; cells: number },
): Text[] {
  const step = (until - from) / cells;
  const drawn = Array.from({ length: cells }, (_, cell): Mark | null => {
    const begin = from + cell * step;
    const inside = spans.filter((span) => span.from < begin + step && span.until > begin);
    const state = byWeight.find((candidate) => inside.some((span) => span.state === candidate));
    if (state === undefined) return null;
    const isSweptLater = state === "complete" && inside.some(({ nextSweepAt }) => nextSweepAt !== null);
    return isSweptLater ? sweptLater : marks[state];
  });
  return drawn.map((mark) => (mark === null ? " " : mark.paint(mark.sign)));
}

/** What the signs mean, of those that can be seen. */
export function describeBand(spans: readonly TimelineSpan[]): Text[] {
  const seen = new Set<Mark>();
  for (const { state, nextSweepAt } of spans)
    seen.add(state === "complete" && nextSweepAt !== null ? sweptLater : marks[state]);
  const all = [marks.complete, sweptLater, ...byWeight.map((state) => marks[state])];
  return [...new Set(all)]
    .filter((mark) => seen.has(mark))
    .flatMap(({ sign, paint, means }) => [paint(sign), dim(` ${means}  `)]);
}
