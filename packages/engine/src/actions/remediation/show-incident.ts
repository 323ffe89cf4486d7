import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { readRows } from "../model/read-all.js";
import { getIncident } from "./incidents.js";

const input = z.strictObject({
  ids: z.array(tenantId).min(1).describe("an incident, by its id as find-incidents tells it"),
});
/** The catalogue's limit of one call. */
const idsAtOnce = 25;

export const showIncident: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-incident",
  family: "remediation",
  sentence:
    "Tells how far remediation incidents have come, and the code by which the console takes them back.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getIncident], writes: [] }),
  columns: [
    { title: "code", path: "code" },
    { title: "kind", path: "type" },
    { title: "found", path: "identified" },
    { title: "removed", path: "successful" },
    { title: "failed", path: "failed" },
    { title: "restored", path: "restored" },
    { title: "changed", path: "modified" },
    { title: "restore with", path: "searchCriteria.unremediateCode" },
  ],
  async *read(client, { input: { ids }, signal }) {
    for (let start = 0; start < ids.length; start += idsAtOnce) {
      const data = ids.slice(start, start + idsAtOnce).map((id) => ({ id }));
      yield* readRows((await client.call(getIncident, { data, signal })).data);
    }
  },
};
