import type { Company } from "../traffic/company.js";
import { opaqueId, type Random } from "../traffic/random.js";

/** Where a happening takes place, and the chance it is made from. */
export interface Scene {
  readonly company: Company;
  readonly seed: number;
  /** When it happens, in milliseconds since 1970. */
  readonly time: number;
  readonly random: Random;
}

/** A look-alike of the company's name, registered for this alone. */
export function nameLookAlike(
  company: Company,
  { part, random }: { readonly part: string; readonly random: Random },
): string {
  const mark = opaqueId(random)
    .slice(0, 4)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x");
  return `${company.label}-${part}-${mark}.example`;
}
