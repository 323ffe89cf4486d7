import type { Detail } from "./detail.js";

/** What a value may be, for a page of Markdown. */
export function range(detail: Detail): string {
  const most = 12;
  if (detail.is === "word" && detail.words.length > most) return "a name";
  const text = plainRange(detail);
  // A bar would end the cell of the table.
  return text.includes("|")
    ? text
        .split("|")
        .map((word) => `\`${word}\``)
        .join(", ")
    : text;
}

/** The same for a terminal. */
export function plainRange(detail: Detail): string {
  switch (detail.is) {
    case "word":
      return detail.words.join("|");
    case "flag":
      return "true|false";
    case "time":
      return "2026-03-11T12:00:00Z";
    case "name":
      return "word";
    case "text":
      return "words";
    case "fraction":
      return "0 to 1";
    case "number":
      return (
        detail.words?.join("|") ??
        (detail.most === undefined ? "number" : `${detail.least} to ${detail.most}`)
      );
  }
}
