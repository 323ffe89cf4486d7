import { buildGuide, defaultGuideRequest } from "../build.js";
import { renderGuideMarkdown } from "./markdown.js";

const source = "<!-- Made from packages/engine/src/guides: change it there. -->";

/** The pages of docs/guides: file name → text. Each asks for every feed and action; yours can ask for less. */
export function renderDefaultGuides(): Record<string, string> {
  const pages: Record<string, string> = {};
  for (const generation of ["1.0", "2.0"] as const) {
    const guide = renderGuideMarkdown(buildGuide(defaultGuideRequest(generation)));
    pages[`mimecast-api-${generation}.md`] = `${source}\n\n${guide}`;
  }
  return pages;
}
