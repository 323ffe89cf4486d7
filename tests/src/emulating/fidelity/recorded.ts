import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FidelityCase } from "./case.js";
import { account } from "./cases/account.js";
import { containment } from "./cases/containment.js";
import { logs } from "./cases/logs.js";
import { mail } from "./cases/mail.js";
import { refusals } from "./cases/refusals.js";
import { siem } from "./cases/siem.js";
import { type Shape, shapeOf } from "./shape.js";

export const cases: readonly FidelityCase[] = [
  ...refusals,
  ...account,
  ...containment,
  ...mail,
  ...logs,
  ...siem,
];

/** Case → place → kinds of value: what was seen of an answer, and nothing of what it said. */
export type RecordedShapes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What the samples of a directory show. Throws for a case without a sample there. */
export async function readSamples(directory: string): Promise<RecordedShapes> {
  const shapes: Record<string, Readonly<Record<string, readonly string[]>>> = {};
  for (const { name, sample } of cases) {
    const content: unknown = JSON.parse(await readFile(join(directory, sample.file), "utf8"));
    const answers = sample.pick(content).filter((answer) => answer !== undefined);
    if (answers.length === 0) throw new Error(`No answer for "${name}" in ${sample.file}.`);
    shapes[name] = writeShape(shapeOf(...answers));
  }
  return shapes;
}

export function writeShape(shape: Shape): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...shape].map(([path, kinds]) => [path, [...kinds].sort()]));
}

export function readShape(written: Readonly<Record<string, readonly string[]>>): Shape {
  return new Map(Object.entries(written).map(([path, kinds]) => [path, new Set(kinds)]));
}
