import { operations } from "@postern/mimecast/catalogue";
import { handlers } from "./index.js";

export interface Coverage {
  readonly handled: readonly string[];
  /** These answer 501 `emulator_operation_without_handler`. */
  readonly missing: readonly string[];
}

/** Which operations of the catalogue the tenant can answer. */
export function listCoverage(): Coverage {
  const names = Object.keys(operations).sort();
  const isHandled = (name: string) => Object.hasOwn(handlers, name);
  return { handled: names.filter(isHandled), missing: names.filter((name) => !isHandled(name)) };
}

/** The same as a page of Markdown. */
export function renderCoverage(coverage: Coverage = listCoverage()): string {
  const { handled, missing } = coverage;
  const total = handled.length + missing.length;
  return [
    "# What the emulated tenant answers",
    "",
    `${handled.length} of the ${total} operations in the catalogue have a handler. The others answer 501 \`emulator_operation_without_handler\`.`,
    "",
    "| Operation | |",
    "|---|---|",
    ...[...handled, ...missing]
      .sort()
      .map((name) => `| \`${name}\` | ${missing.includes(name) ? "**501**" : "answered"} |`),
    "",
  ].join("\n");
}
