import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** Domains whose mail is the account's. */
export const listDomains: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-domains",
  family: "account",
  sentence: "Lists the internal domains of the account.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["domain.get-internal-domain"], writes: [] }),
  columns: [
    { title: "domain", path: "domain" },
    { title: "inbound", path: "inboundType" },
    { title: "send only", path: "sendOnly" },
    { title: "local", path: "local" },
  ],
  async *read(client, { signal }) {
    yield* readRows(
      readAnswerRows(
        "domain.get-internal-domain",
        await client.call("domain.get-internal-domain", { signal }),
      ),
    );
  },
};
