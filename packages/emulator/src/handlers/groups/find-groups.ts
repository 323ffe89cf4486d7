import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import type { Handler } from "../handler.js";
import { cutPage } from "../list-pages.js";
import { checkChoice } from "../searches.js";
import { showGroup } from "./show-group.js";

const sources = ["cloud", "ldap"] as const;

/** Finds profile groups by any part of their name; the root is in none of the answers. */
export const findGroups: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  if (item["source"] !== undefined) checkChoice(item, "source", sources);
  const source = readText(item, "source") ?? "cloud";
  const query = readText(item, "query") ?? "";
  const { groups } = emulation.administration;
  // Nothing here comes from a directory: groups of that source there are none.
  const found =
    source === "ldap"
      ? []
      : groups.list().filter(({ name, parentId }) => parentId !== null && includes(name, query));
  const { rows, pagination } = cutPage(found, { call, emulation, kind: "groups" });
  const folders = rows.map((group) => showGroup(group, groups));
  const asked = query === "" ? {} : { query };
  return answerEnvelope([{ source, ...asked, folders }], { pagination });
};

export function includes(name: string, query: string): boolean {
  return name.toLowerCase().includes(query.toLowerCase());
}
