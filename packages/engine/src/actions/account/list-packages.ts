import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** For partners. */
export const listPackages: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-packages",
  family: "account",
  sentence: "Lists the products a partner may provision; those of the account stand in show-account.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["provisioning.get-packages"], writes: [] }),
  columns: [
    { title: "package", path: "name" },
    { title: "id", path: "id" },
  ],
  async *read(client, { signal }) {
    for (const row of readRows(
      (await client.call("provisioning.get-packages", { data: [{}], signal })).data,
    )) {
      const { products } = row;
      yield* readRows(Array.isArray(products) ? products : [row]);
    }
  },
};
