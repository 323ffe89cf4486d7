import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { TenantRow } from "../model/read-all.js";
import { addressText } from "../names/names.js";
import { callsOfUser, locateUser, probeUsers, readUsers, undoOfUser, userOperations } from "./user-state.js";

const input = z.strictObject({ user: addressText.describe("whom, by the address") });

type Input = z.output<typeof input>;

/** An action that sets one flag of a user. */
export function createUserSwitch(form: {
  readonly name: string;
  readonly sentence: string;
  readonly fields: Readonly<Record<string, boolean>>;
  readonly describe: (user: string) => string;
  readonly warn?: readonly string[];
  /** What undo does not bring back. */
  readonly remains?: readonly string[];
}): WritingAction<Input, readonly TenantRow[]> {
  const { name, sentence, fields, warn = [], remains } = form;
  const describe = ({ user }: Input) => form.describe(user);
  return {
    kind: "writing",
    name,
    family: "users",
    sentence,
    input,
    generations: ["1.0", "2.0"],
    operations: () => userOperations,
    describe,
    warn: () => warn,
    reach: ({ user }) => ({ names: [user], width: "person" }),
    probe: probeUsers,
    read: (client, { inputs, signal }) =>
      readUsers(client, { addresses: inputs.map(({ user }) => user), signal }),
    locate: (rows, { user }) => locateUser(rows, { address: user, fields }),
    calls: ({ user }) => callsOfUser({ address: user, fields }, describe({ user })),
    undo: {
      isPossible: true,
      sentence: () =>
        ["Undo sets it as it was before, and changes nothing else of the user.", ...(remains ?? [])].join(
          " ",
        ),
      calls: ({ user }, ground) => undoOfUser(user, ground),
    },
  };
}
