import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { addressText } from "../names/names.js";
import { readUsers, updateUser } from "./user-state.js";

const input = z.strictObject({ users: z.array(addressText).min(1).describe("whom, by the address") });

/** Reading is an update of nothing, which changes nothing: the API has no other way. */
export const showUser: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-user",
  family: "users",
  sentence:
    "Tells the state of users: locked, disabled, and what they may do. Mimecast tells it as the answer to an update of nothing, which changes nothing and takes the permission to edit.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [updateUser], writes: [] }),
  columns: [
    { title: "user", path: "emailAddress" },
    { title: "name", path: "name" },
    { title: "locked", path: "accountLocked" },
    { title: "disabled", path: "accountDisabled" },
    { title: "POP", path: "allowPop" },
    { title: "SMTP", path: "allowSmtp" },
  ],
  async *read(client, { input: { users }, signal }) {
    yield* await readUsers(client, { addresses: users, signal });
  },
};
