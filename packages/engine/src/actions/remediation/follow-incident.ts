import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { readRows, type TenantRow } from "../model/read-all.js";
import { describeProgress, getIncident } from "./incidents.js";

const input = z.strictObject({
  id: tenantId.describe("the incident, by its id as find-incidents tells it"),
  everySeconds: z.number().int().min(5).max(3600).default(15).describe("how often it is asked for"),
  quietMinutes: z
    .number()
    .min(1)
    .max(1440)
    .default(10)
    .describe("without a change for so long it has ended, or found nothing"),
});

/** An incident from now to its end, a row whenever its counters change: its work goes on after it was made. */
export const followIncident: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "follow-incident",
  family: "remediation",
  sentence: "Follows a remediation incident until all that it found is dealt with.",
  input,
  isLive: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getIncident], writes: [] }),
  columns: [
    { title: "code", path: "code" },
    { title: "found", path: "identified" },
    { title: "removed", path: "successful" },
    { title: "failed", path: "failed" },
    { title: "state", path: "state" },
  ],
  async *read(client, { input: { id, everySeconds, quietMinutes }, now, sleep, signal }) {
    let told = "";
    let changedAt = now();
    for (;;) {
      const [row] = readRows((await client.call(getIncident, { data: [{ id }], signal })).data);
      if (row === undefined) return;
      const isNew = describeProgress(row) !== told;
      if (isNew) changedAt = now();
      told = describeProgress(row);
      const isQuiet = now() - changedAt >= quietMinutes * 60_000;
      const state = isFinished(row) ? "finished" : isQuiet ? "quiet" : "working";
      if (isNew || state !== "working") yield { ...row, state };
      if (state !== "working") return;
      await sleep(everySeconds * 1000, signal);
    }
  },
};

/** One that only notifies removes nothing; one that has found nothing yet may still be looking. */
function isFinished({ type, identified, successful, failed }: TenantRow): boolean {
  if (type === "notify_only") return true;
  const found = Number(identified ?? 0);
  return found > 0 && Number(successful ?? 0) + Number(failed ?? 0) >= found;
}
