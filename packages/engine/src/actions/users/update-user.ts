import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { withoutBlanks } from "../model/inputs.js";
import type { TenantRow } from "../model/read-all.js";
import { addressText } from "../names/names.js";
import { callsOfUser, locateUser, probeUsers, readUsers, undoOfUser, userOperations } from "./user-state.js";

/** A password and the day from which mail is kept are left out: neither can be put back. */
const input = z
  .strictObject({
    user: addressText.describe("whom, by the address"),
    name: z.string().trim().min(1, "must not be empty").optional().describe("the name that is shown"),
    allowPop: z.boolean().optional().describe("whether mail may be fetched by POP"),
    allowSmtp: z.boolean().optional().describe("whether mail may be sent by SMTP"),
    forcePasswordChange: z.boolean().optional().describe("whether the next sign-in asks for a new password"),
    passwordNeverExpires: z.boolean().optional().describe("whether the password is good for ever"),
  })
  .refine(
    ({ user: _user, ...fields }) => Object.values(fields).some((value) => value !== undefined),
    "says nothing to change: give a name or one of the settings",
  );

type Input = z.output<typeof input>;

const wantedOf = ({ user, ...fields }: Input) => ({ address: user, fields: withoutBlanks(fields) });

const describe = (wanted: Input) => {
  const { address, fields } = wantedOf(wanted);
  return `Gives ${address} ${Object.entries(fields)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ")}.`;
};

/** Changes what is given and leaves the rest. */
export const updateUserFields: WritingAction<Input, readonly TenantRow[]> = {
  kind: "writing",
  name: "update-user",
  family: "users",
  sentence: "Changes the name of a user, or what the user may do with the account.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => userOperations,
  describe,
  reach: ({ user }) => ({ names: [user], width: "person" }),
  probe: probeUsers,
  read: (client, { inputs, signal }) =>
    readUsers(client, { addresses: inputs.map(({ user }) => user), signal }),
  locate: (rows, wanted) => locateUser(rows, wantedOf(wanted)),
  calls: (wanted) => callsOfUser(wantedOf(wanted), describe(wanted)),
  undo: {
    isPossible: true,
    sentence: () => "Undo puts the former fields back, and leaves those that the run did not touch.",
    calls: ({ user }, ground) => undoOfUser(user, ground),
  },
};
