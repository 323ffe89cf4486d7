import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "../wire/answer.js";
import { nearestPageSize } from "../wire/envelope.js";
import { wireErrors } from "../wire/errors.js";
import type { Call } from "./handler.js";

/** Reading the queries of the SIEM resources of API 2.0. */

export interface WantedType<Type extends string> {
  readonly type: Type;
  readonly subtype: string | null;
}

export function readPageSize(
  call: Call,
  { leniency, guesses }: Pick<Emulation, "leniency" | "guesses">,
): number {
  const { pageSize: sizes } = call.operation;
  const pageSize = Number(call.query.get("pageSize") ?? guesses.siemPageSize);
  const max = sizes?.max ?? 100;
  const check = () => {
    if (Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= max) return pageSize;
    if (guesses.pageSizeOutOfBounds === "nearest") return nearestPageSize(pageSize, max);
    return refuseQuery(`pageSize must be between 1 and ${max}`);
  };
  return leniency.tolerate("page-size", check, () => nearestPageSize(pageSize, max));
}

/** One type, one with a subtype (`process:Hld`), or a comma list of either: sources differ, all are taken. */
export function readTypes<Type extends string>(
  text: string,
  options: { readonly name: "type" | "types"; readonly allowed: readonly Type[] },
): WantedType<Type>[] {
  const { name, allowed } = options;
  return text.split(",").map((word) => {
    const [asked = "", subtype = null] = word.trim().split(":");
    const type = allowed.find((candidate) => candidate === asked.toLowerCase());
    if (type === undefined) return refuseQuery(`${name} must be one of ${allowed.join(", ")}`);
    return { type, subtype };
  });
}

export function refuseQuery(message: string): never {
  throw new Refusal(wireErrors.siemBadRequest(message));
}
