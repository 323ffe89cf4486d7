import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** Whom to call. */
export const showSupport: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-support",
  family: "account",
  sentence: "Tells who supports the account at Mimecast, and when it is to be renewed.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["account.get-support-info"], writes: [] }),
  columns: [
    { title: "product", path: "mainProduct" },
    { title: "package", path: "supportPackage" },
    { title: "phone", path: "officePhone" },
    { title: "renewal", path: "renewalDate" },
  ],
  async *read(client, { signal }) {
    yield* readRows(
      readAnswerRows("account.get-support-info", await client.call("account.get-support-info", { signal })),
    );
  },
};
