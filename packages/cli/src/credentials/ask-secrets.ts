import type { CredentialKind } from "@postern/engine";
import { askSecret, askText } from "../prompts/ask.js";
import type { Screen } from "../screen/screen.js";
import { warn } from "../screen/text.js";
import { findShapeProblems } from "./check-shape.js";
import { type SecretValues, secretFields } from "./fields.js";
import { type GivenSecrets, takeSecrets } from "./sources.js";

/** Asks for the values nothing was given for; again, where they look swapped or cut off. */
export async function askSecrets(
  screen: Screen,
  { given, kind, purpose = "" }: { given: GivenSecrets; kind: CredentialKind; purpose?: string },
): Promise<SecretValues> {
  for (;;) {
    const values = { ...takeSecrets(given, kind) };
    const missing = secretFields[kind].filter(({ field }) => values[field] === "");
    for (const { field, label, isSecret } of missing) {
      const question = `${label}${purpose}`;
      values[field] = isSecret
        ? await askSecret(question)
        : await askText(question, { check: (value) => (value === "" ? "A value is needed." : undefined) });
    }
    const { impossible, swapped } = findShapeProblems(kind, values);
    const wrong = [...impossible, ...swapped];
    if (wrong.length === 0 || missing.length === 0) return values;
    for (const message of wrong) screen.line(warn("Once more: "), message);
  }
}
