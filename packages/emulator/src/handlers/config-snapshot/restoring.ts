import type { BackupType } from "../../administration/snapshots/snapshot-book.js";
import type { Guesses } from "../../guesses/guesses.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type JsonObject, readObject } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { badBody } from "../rest-body.js";

/** `append` adds what is missing; `overwrite` also drops what has come since. */
export const restoreModes = ["append", "overwrite"] as const;

export interface Restoring {
  readonly emulation: Emulation;
  readonly mode: (typeof restoreModes)[number];
  readonly scope: Scope;
}

/** `value` is empty where the unit says it all. */
export interface Scope {
  readonly unit: string;
  readonly value: string;
}

export interface RestoreReport {
  readonly restored: number;
  readonly removed: number;
}

/** Units of the contract (actions reference, 2.20). */
const units: Readonly<Record<BackupType, readonly string[]>> = {
  managedsenders: ["all", "recipient"],
  managedurls: ["all", "blocked", "permitted"],
  profilegroups: ["all", "groupid"],
};
/** These say which by the one value of `value`. */
const naming: readonly string[] = ["recipient", "groupid"];

/** Without a scope by the guess `restoreWithoutScope`. */
export function readScope(
  body: JsonObject,
  { backupType, guesses }: { readonly backupType: BackupType; readonly guesses: Guesses },
): Scope {
  const scope = readObject(body, "scope");
  if (scope === null && guesses.restoreWithoutScope === "refused") throw badBody(itemErrors.missing("scope"));
  const unit = scope?.["unit"] ?? "all";
  const known = units[backupType].find((candidate) => candidate === unit);
  if (known === undefined) throw badBody(itemErrors.notAllowed("scope.unit", units[backupType]));
  if (!naming.includes(known)) return { unit: known, value: "" };
  const values: unknown = scope?.["value"];
  const value: unknown = Array.isArray(values) && values.length === 1 ? values[0] : null;
  if (typeof value !== "string" || value === "") throw badBody(itemErrors.missing("scope.value"));
  return { unit: known, value };
}
