import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { searchGroups } from "./find-group.js";

const input = z.strictObject({
  name: z.string().trim().min(1).describe("any part of the name"),
  source: z
    .enum(["cloud", "ldap"])
    .default("cloud")
    .describe("made in Mimecast (cloud), or synchronised from a directory (ldap)"),
});

/** Finds profile groups by a part of their name. */
export const findGroups: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "find-groups",
  family: "groups",
  sentence: "Finds profile groups by any part of their name.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["directory.find-groups"], writes: [] }),
  columns: [
    { title: "group", path: "name" },
    { title: "members", path: "members" },
    { title: "groups", path: "children" },
  ],
  async *read(client, { input: { name, source }, signal }) {
    for (const group of await searchGroups(client, { query: name, source, signal })) yield { ...group };
  },
};
