import { PosternError } from "@postern/engine/errors";

const units: Readonly<Record<string, number>> = { "": 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** `0`, `500kB`, `256MB`, `1.5 GB`, in powers of a thousand. Throws `bad-usage`. */
export function parseBytes(text: string, option: string): number {
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const size = units[unit.toLowerCase()];
  if (count !== "" && size !== undefined) return Math.floor(Number(count) * size);
  throw new PosternError("bad-usage", `${option}: "${text}" is no size. Write 500kB, 256MB or 1GB.`);
}
