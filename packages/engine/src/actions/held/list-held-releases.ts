import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";
import { releaseLog } from "./hold-queue.js";

const input = z.strictObject(span);

/** What became of held messages. */
export const listHeldReleases: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-held-releases",
  family: "held",
  sentence:
    "Lists what left the hold queue, how and by whom, newest first; of the last month unless told otherwise.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [releaseLog], writes: [] }),
  columns: [
    { title: "time", path: "released" },
    { title: "what", path: "status" },
    { title: "by", path: "operator.emailAddress" },
    { title: "from", path: "fromHdr.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "why held", path: "heldReason" },
  ],
  read: (client, { input: wanted, signal }) =>
    streamRows(client, { operation: releaseLog, item: boundsOf(wanted), pageSize: 500, signal }),
};
