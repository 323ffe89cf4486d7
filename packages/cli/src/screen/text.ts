import { createColors } from "picocolors";
import { cleanText } from "./clean.js";

export type Style = "bold" | "dim" | "good" | "warn" | "bad" | "accent";

/** A piece of a line: plain, styled, or pieces in a row. Only a style can bring escape codes to a terminal. */
export type Text = string | { readonly text: string; readonly style: Style } | readonly Text[];

export type Paint = (text: Text) => string;

export const bold = (text: string): Text => ({ text, style: "bold" });
export const dim = (text: string): Text => ({ text, style: "dim" });
export const good = (text: string): Text => ({ text, style: "good" });
export const warn = (text: string): Text => ({ text, style: "warn" });
export const bad = (text: string): Text => ({ text, style: "bad" });
export const accent = (text: string): Text => ({ text, style: "accent" });

/** Cleans every piece and adds its colour, where there are colours. */
export function createPaint(hasColours: boolean): Paint {
  const colours = createColors(hasColours);
  const styles: Record<Style, (text: string) => string> = {
    bold: colours.bold,
    dim: colours.dim,
    good: colours.green,
    warn: colours.yellow,
    bad: colours.red,
    accent: colours.cyan,
  };
  const paint: Paint = (text) => {
    if (typeof text === "string") return cleanText(text);
    if ("style" in text) return styles[text.style](cleanText(text.text));
    return text.map(paint).join("");
  };
  return paint;
}

const paintPlain = createPaint(false);

export function plainText(text: Text): string {
  return paintPlain(text);
}
