import { type Guide, renderGuideStep, renderGuideText } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { bold, type Text } from "../screen/text.js";

const widest = 100;

export function printGuide(screen: Screen, guide: Guide): void {
  printText(screen, renderGuideText(guide, { width: widthOf(screen) }));
}

/** What stands before the steps, for those who walk through them one by one. */
export function printBeginning(screen: Screen, guide: Guide): void {
  // Without steps the rendering is: title, audience, purposes, notices, prerequisites, and what comes afterwards.
  printText(screen, renderSections(guide, screen).slice(0, 5).join("\n\n"));
}

export function printAfterwards(screen: Screen, guide: Guide): void {
  printText(screen, renderSections(guide, screen).slice(5).join("\n\n"));
}

export function printStep(screen: Screen, guide: Guide, index: number): void {
  printText(screen, renderGuideStep(guide, index, { width: widthOf(screen) }));
}

function renderSections(guide: Guide, screen: Screen): string[] {
  return renderGuideText({ ...guide, steps: [] }, { width: widthOf(screen) })
    .trimEnd()
    .split("\n\n");
}

function widthOf(screen: Screen): number {
  return Math.min(widest, screen.columns);
}

/** A line that is underlined is a heading. */
function printText(screen: Screen, text: string): void {
  const lines = text.trimEnd().split("\n");
  lines.forEach((line, index) => {
    const isHeading = /^[-=]{3,}$/.test(lines[index + 1] ?? "");
    const shown: Text = isHeading ? bold(line) : line;
    screen.line(shown);
  });
}
