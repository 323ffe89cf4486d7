import { errorCodes, errorTable } from "./table.js";

/** docs/errors.md, from the table. */
export function renderErrors(): string {
  const sections = errorCodes.map((code) => {
    const { means, posternDoes, youDo, retried, exitCode, httpStatus } = errorTable[code];
    return [
      `## ${code}`,
      means,
      "",
      `- **Postern:** ${posternDoes}`,
      `- **You:** ${youDo}`,
      `- Tried again by itself: ${retried ? "yes" : "no"}. Exit code ${exitCode}, HTTP status ${httpStatus}.`,
    ].join("\n");
  });
  return [
    "# Errors",
    "",
    "Every error Postern shows has one of these codes. Made from `packages/engine/src/errors/table.ts` by `npm run docs`.",
    "",
    sections.join("\n\n"),
    "",
  ].join("\n");
}
