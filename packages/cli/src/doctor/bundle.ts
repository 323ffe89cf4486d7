import type { Engine, Finding, SupportBundle } from "@postern/engine";
import { writePrivateFile } from "../files/write-file.js";
import { toSafeJson } from "../screen/clean.js";
import { countOf } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { bold, dim } from "../screen/text.js";

/** Findings of a connection, as they come. */
export type Examine = (name: string, signal: AbortSignal) => AsyncIterable<Finding>;

/** Examines a connection and keeps what support needs of it. */
export function examineForBundle(engine: Engine, bundles: SupportBundle[]): Examine {
  return async function* examine(name, signal) {
    const bundle = await engine.supportBundle(name, signal);
    bundles.push(bundle);
    yield* bundle.findings;
  };
}

export async function writeBundle(
  screen: Screen,
  { path, bundles }: { readonly path: string; readonly bundles: readonly SupportBundle[] },
): Promise<void> {
  const text = `${JSON.stringify(JSON.parse(toSafeJson({ bundles })), null, 2)}\n`;
  await writePrivateFile(text, { path, option: "--bundle" });
  const requests = bundles.reduce((sum, bundle) => sum + bundle.requests.length, 0);
  screen.line("Wrote ", bold(path), dim("  for whoever helps you"));
  screen.line(
    dim("  it holds  "),
    `what the doctor found, states and their history, what the ledger says, settings, versions, and the ids of ${countOf(requests, "request")}.`,
  );
  screen.line(
    dim("  no secret "),
    "of the credentials it has fingerprints alone; no mail, no URL of a mail, no person. Look at it before you send it.",
  );
}
