import { type BatchBuilder, maxQuarantineBytes } from "./batch.js";
import type { Line } from "./lines.js";

/** Adds a record that came as text; one that had to be cut goes to quarantine. */
export function addLine(builder: BatchBuilder, { line, name }: { line: Line; name: string }): void {
  if (!line.isCut) {
    builder.addText(line.text, { line: line.number });
    return;
  }
  builder.addQuarantine({
    source: name,
    line: line.number,
    reason: "record-too-large",
    detail: `a line of more than ${line.text.length} characters`,
    bytes: Buffer.from(line.text.slice(0, maxQuarantineBytes), "utf8").subarray(0, maxQuarantineBytes),
    truncated: true,
  });
}
