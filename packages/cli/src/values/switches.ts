import { PosternError } from "@postern/engine/errors";

/** `on` or `off`. */
export function readSwitch(text: string, option: string): boolean {
  if (text === "on" || text === "off") return text === "on";
  throw new PosternError("bad-usage", `${option}: "${text}" is neither on nor off.`);
}
