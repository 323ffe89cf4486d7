import { operations } from "@postern/mimecast/catalogue";
import { handlers } from "./index.js";
import { unanswered } from "./unanswered.js";

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

/** The same as a page of Markdown, with the reason where an operation is left out on purpose. */
export function renderCoverage(
  coverage: Coverage = listCoverage(),
  reasons: Readonly<Record<string, string>> = unanswered,
): string {
  const { handled, missing } = coverage;
  const total = handled.length + missing.length;
  const tell = (name: string) => {
    if (!missing.includes(name)) return "answered";
    const reason = reasons[name];
    return reason === undefined ? "**501**" : `501: ${reason}`;
  };
  return [
    "# What the emulated tenant answers",
    "",
    `${handled.length} of the ${total} operations in the catalogue have a handler. The others answer 501 \`emulator_operation_without_handler\`, some of them because nobody has said what their answer looks like.`,
    "",
    "| Operation | |",
    "|---|---|",
    ...[...handled, ...missing].sort().map((name) => `| \`${name}\` | ${tell(name)} |`),
    "",
  ].join("\n");
}
