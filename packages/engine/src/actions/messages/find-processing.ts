import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";

const input = z.strictObject({
  ...span,
  kind: z.enum(["processing", "bulk_processing"]).default("processing").describe("mail to one, or bulk mail"),
});

/** What is still on its way. The vendor often answers nothing. */
export const findProcessing: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "find-processing",
  family: "messages",
  sentence:
    "Lists the messages that are being processed or tried again; of the last week unless told otherwise.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["gateway.find-processing-messages"], writes: [] }),
  columns: [
    { title: "created", path: "created" },
    { title: "from", path: "fromHeader.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "attempts", path: "attempts" },
    { title: "next", path: "nextAttempt" },
    { title: "info", path: "info" },
  ],
  read: (client, { input: { kind, ...wanted }, signal }) =>
    streamRows(client, {
      operation: "gateway.find-processing-messages",
      // At least one field must be sent.
      item: { ...boundsOf(wanted), type: kind },
      pageSize: 500,
      signal,
    }),
};
