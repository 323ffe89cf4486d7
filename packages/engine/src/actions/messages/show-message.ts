import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({
  id: tenantId.describe("the message, by its id as find-messages tells it"),
});

/** All that is known of one tracked message. Blocks and fields vary by kind of message: the row is as it came. */
export const showMessage: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-message",
  family: "messages",
  sentence: "Tells all that Mimecast knows of a tracked message: headers, scans, hold, retention.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["message-finder.get-message-info"], writes: [] }),
  columns: [
    { title: "status", path: "status" },
    { title: "from", path: "recipientInfo.messageInfo.fromHeader" },
    { title: "subject", path: "recipientInfo.messageInfo.subject" },
    { title: "processed", path: "recipientInfo.messageInfo.processed" },
    { title: "held because", path: "queueInfo.reason" },
    { title: "spam score", path: "spamInfo.spamScore" },
  ],
  async *read(client, { input: { id }, signal }) {
    yield* readRows((await client.call("message-finder.get-message-info", { data: [{ id }], signal })).data);
  },
};
