import { z } from "zod";
import { PosternError } from "../../errors/index.js";
import type { ReadingAction } from "../model/action.js";
import { lookUpGroups, refuseLookup } from "./find-group.js";
import { listMembers } from "./membership.js";

const input = z.strictObject({ group: z.string().trim().min(1).describe("the profile group, by its name") });

/** Lists whom a profile group holds. */
export const listGroupMembers: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-group-members",
  family: "groups",
  sentence: "Lists the addresses and domains of a profile group.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["directory.find-groups", "directory.get-group-members"], writes: [] }),
  columns: [
    { title: "address", path: "emailAddress" },
    { title: "domain", path: "domain" },
    { title: "note", path: "notes" },
  ],
  async *read(client, { input: { group }, signal }) {
    const lookup = (await lookUpGroups(client, { names: [group], signal })).get(group);
    const refusal = refuseLookup(lookup, group);
    const id = lookup?.groups[0]?.id;
    if (refusal !== null || id === undefined) throw new PosternError("bad-usage", `${refusal ?? group}`);
    yield* await listMembers(client, { id, signal });
  },
};
