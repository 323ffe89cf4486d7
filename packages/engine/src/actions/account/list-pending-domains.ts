import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** Domains that were registered and not yet proved. */
export const listPendingDomains: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-pending-domains",
  family: "account",
  sentence: "Lists the domains that are still to be proved.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["domain.get-pending-domain"], writes: [] }),
  columns: [
    { title: "domain", path: "domain" },
    { title: "id", path: "id" },
  ],
  async *read(client, { signal }) {
    yield* readRows(
      readAnswerRows("domain.get-pending-domain", await client.call("domain.get-pending-domain", { signal })),
    );
  },
};
