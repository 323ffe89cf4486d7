import { z } from "zod";
import { formatVendorTime } from "../../feeds/values/time.js";
import type { ReadingAction } from "../model/action.js";
import { span, toVendorTime } from "../model/inputs.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({ ...span });

const hourMs = 3_600_000;

/** How much mail waited, and when. */
export const showQueues: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-queues",
  family: "messages",
  sentence:
    "Counts the mail waiting in the inbound and outbound queues over time; of the last hour unless told otherwise.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["email.get-email-queues"], writes: [] }),
  columns: [
    { title: "time", path: "date" },
    { title: "queue", path: "queue" },
    { title: "messages", path: "count" },
  ],
  async *read(client, { input: { since, until }, now, signal }) {
    // Both bounds are required.
    const item = {
      start: since === undefined ? formatVendorTime(now() - hourMs) : toVendorTime(since),
      end: until === undefined ? formatVendorTime(now()) : toVendorTime(until),
    };
    const answer = await client.call("email.get-email-queues", { data: [item], signal });
    for (const row of readRows(answer.data)) {
      for (const queue of ["inbound", "outbound"] as const) {
        const counts = row[`${queue}EmailQueue`];
        for (const count of readRows(Array.isArray(counts) ? counts : [])) yield { queue, ...count };
      }
    }
  },
};
