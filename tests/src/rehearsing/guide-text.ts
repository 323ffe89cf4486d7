/** What a guide in Markdown lists to be ticked, below a line that ends so. */
export function ticksBelow(guide: string, heading: string): string[] {
  const [, below = ""] = guide.split(heading);
  const [list = ""] = below.trimStart().split("\n\n");
  return [...list.matchAll(/^- \[ \] `([^`]+)`/gm)].map(([, item = ""]) => item);
}

/** What a guide says a field of a step is to hold; throws where it names none. */
export function fieldOf(
  guide: string,
  { step, field }: { readonly step: string; readonly field: string },
): string {
  const [, section = ""] = guide.split(new RegExp(`^## \\d+\\. ${step}`, "m"));
  const value = new RegExp(`^- ${field}: \`([^\`]+)\``, "m").exec(section.split(/^## /m)[0] ?? "")?.[1];
  if (value === undefined) throw new Error(`the guide names no ${field} in "${step}"`);
  return value;
}
