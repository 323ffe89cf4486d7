import { PosternError } from "@postern/engine/errors";

/** A whole number within bounds. */
export function parseWhole(
  text: string,
  bounds: { readonly option: string; readonly least: number; readonly most?: number },
): number {
  const value = Number(text);
  const most = bounds.most ?? Number.MAX_SAFE_INTEGER;
  if (/^\d+$/.test(text) && value >= bounds.least && value <= most) return value;
  const range = bounds.most === undefined ? `from ${bounds.least} on` : `from ${bounds.least} to ${most}`;
  throw new PosternError("bad-usage", `${bounds.option}: "${text}" is no whole number ${range}.`);
}
