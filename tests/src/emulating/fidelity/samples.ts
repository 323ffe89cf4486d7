import { at } from "./wire.js";

/** What of a sample file is the answer. */
export const whole = (content: unknown): readonly unknown[] => [content];

export const each = (content: unknown): readonly unknown[] => (Array.isArray(content) ? content : []);

/** Recorded exchanges of one path; `nth` counts them. */
export function exchange(
  path: string,
  nth?: number,
  query: Readonly<Record<string, string>> = {},
): (content: unknown) => readonly unknown[] {
  return (content) => {
    const all = at(content, "exchanges");
    const found = (Array.isArray(all) ? all : []).filter(
      (item) =>
        at(item, "request", "path") === path &&
        Object.entries(query).every(([key, value]) => at(item, "request", "query", key) === value),
    );
    return (nth === undefined ? found : found.slice(nth, nth + 1)).map((item) =>
      at(item, "response", "body"),
    );
  };
}

export const member =
  (key: string) =>
  (content: unknown): readonly unknown[] => [at(content, key)];
