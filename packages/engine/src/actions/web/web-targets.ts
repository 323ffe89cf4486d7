import { z } from "zod";
import type { Item } from "../model/plan.js";

/**
 * A URL or a host, as a Web Security policy takes it: scheme, port and fragment count for nothing there, and there are
 * no wildcards (actions reference, 2.14).
 */
const targetText = z.string().transform((text, context) => {
  const value = normalise(text.trim());
  if (value !== null) return value;
  context.addIssue({
    code: "custom",
    message: "must be a URL or a domain, without * and without a user name",
  });
  return z.NEVER;
});

export const targetList = z.array(targetText).default([]);

function normalise(text: string): string | null {
  if (text === "" || /[\s*]/.test(text)) return null;
  try {
    const { hostname, username, pathname, search } = new URL(
      /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`,
    );
    if (username !== "" || !hostname.includes(".")) return null;
    const path = `${pathname}${search}`;
    return `${hostname}${path === "/" ? "" : path}`;
  } catch {
    return null;
  }
}

export function hostOf(value: string): string {
  return value.split("/", 1)[0] ?? value;
}

/** As a policy holds it. */
export function toTarget(action: "allow" | "block", value: string): Item {
  return { action, type: value.includes("/") ? "url" : "domain", value };
}

/** In one order, whatever the tenant's: compared between readings. */
export function sortTargets(targets: readonly Item[]): readonly Item[] {
  return targets.toSorted((one, other) => (String(one["value"]) < String(other["value"]) ? -1 : 1));
}
