import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** The account, without the two secrets that the call hands out. */
export const showAccount: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-account",
  family: "account",
  sentence: "Tells what the account is: code, region, packages, users, retention.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["account.get-account"], writes: [] }),
  columns: [
    { title: "account", path: "accountName" },
    { title: "code", path: "accountCode" },
    { title: "region", path: "region" },
    { title: "users", path: "userCount" },
    { title: "retention", path: "maxRetention" },
  ],
  async *read(client, { signal }) {
    for (const row of readRows((await client.call("account.get-account", { signal })).data)) {
      const { passphrase: _passphrase, supportCode: _supportCode, ...rest } = row;
      yield rest;
    }
  },
};
