import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";
import { addressText } from "../names/names.js";

const input = z.strictObject({ user: addressText.describe("whom, by the address") });

/** Other addresses whose mail is the user's. */
export const listAliases: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-aliases",
  family: "users",
  sentence: "Lists the aliases of a user.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["user.get-aliases"], writes: [] }),
  columns: [
    { title: "alias", path: "alias" },
    { title: "of", path: "aliasFor" },
  ],
  async *read(client, { input: { user }, signal }) {
    yield* readRows((await client.call("user.get-aliases", { data: [{ emailAddress: user }], signal })).data);
  },
};
