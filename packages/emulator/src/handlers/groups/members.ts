import { type GroupMember, type ProfileGroup, permittedSendersGroup } from "../../administration/groups.js";
import { noteGroup } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isAddress } from "../../wire/addresses.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { handleEach, type ItemOutcome } from "../each-item.js";
import type { Handler } from "../handler.js";
import { cutPage } from "../list-pages.js";

const longestNote = 100;

/** Lists the addresses and domains of a group. */
export const getGroupMembers: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const id = readText(item, "id");
  const { groups } = emulation.administration;
  const group = id === null ? null : groups.get(id);
  if (group === null) {
    const error = id === null ? itemErrors.missing("id") : itemErrors.invalidToken();
    return wireErrors.itemsFailed([{ key: item, errors: [error] }]);
  }
  const { rows, pagination } = cutPage(group.members, { call, emulation, kind: "group-members" });
  const groupMembers = rows.map((member) => showMember(member, emulation));
  return answerEnvelope([{ groupMembers }], { pagination });
};

export const addGroupMembers = handleEach(
  ({ item, call, emulation }) => {
    const { groups } = emulation.administration;
    const read = readMember(item, emulation);
    if (!("group" in read)) return read;
    const { group, entry } = read;
    const note = readText(item, "notes") ?? "";
    if (note.length > longestNote) return { errors: [itemErrors.tooLong("notes", longestNote)] };
    if (group.members.some((member) => member.entry === entry)) {
      return { errors: [itemErrors.memberExists()] };
    }
    groups.addMembers(group, [entry], note);
    noteGroup("added to", { entry, group: group.name }, { call, emulation });
    return { row: showLink(item, { group, entry, emulation }) };
  },
  { most: 100 },
);

export const removeGroupMembers = handleEach(
  ({ item, call, emulation }) => {
    const read = readMember(item, emulation);
    if (!("group" in read)) return read;
    const { group, entry } = read;
    if (!emulation.administration.groups.removeMember(group, entry)) {
      return { errors: [itemErrors.memberNotFound()] };
    }
    noteGroup("removed from", { entry, group: group.name }, { call, emulation });
    return { row: showLink(item, { group, entry, emulation }) };
  },
  { most: 10 },
);

/** Which group and whom; an address or a domain, never both, and an empty text counts as given. */
function readMember(
  item: JsonObject,
  { administration, guesses }: Emulation,
): Exclude<ItemOutcome, { row: unknown }> | { readonly group: ProfileGroup; readonly entry: string } {
  const id = readText(item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  const errors = checkMember(item);
  if (errors.length > 0) return { errors };
  const group = administration.groups.get(id);
  if (group === null) return { errors: [itemErrors.invalidToken()] };
  if (group.parentId === null || (group.name === permittedSendersGroup && !guesses.permittedGroupWritable)) {
    return { errors: [itemErrors.forbiddenForAddress()] };
  }
  return { group, entry: (readText(item, "emailAddress") ?? readText(item, "domain") ?? "").toLowerCase() };
}

export function checkMember(item: JsonObject): readonly ItemError[] {
  const address = readText(item, "emailAddress");
  const domain = readText(item, "domain");
  if (address === "") return [itemErrors.blank("emailAddress")];
  if (domain === "") return [itemErrors.blank("domain")];
  if (address === null && domain === null) return [itemErrors.missing("emailAddress")];
  if (address !== null && domain !== null) return [itemErrors.oneOfTwo("emailAddress", "domain")];
  if (address !== null && !isAddress(address)) return [itemErrors.invalidAddress("emailAddress")];
  if (domain !== null && !isAddress(`a@${domain}`)) return [itemErrors.invalidAddress("domain")];
  return [];
}

export function showMember({ entry, note }: GroupMember, emulation: Emulation) {
  const isAddressEntry = entry.includes("@");
  return {
    emailAddress: isAddressEntry ? entry : "",
    domain: entry.slice(entry.lastIndexOf("@") + 1),
    name: "",
    internal: isInternal(entry, emulation),
    type: "created_manually",
    notes: note,
  };
}

function showLink(
  item: JsonObject,
  { group, entry, emulation }: { group: ProfileGroup; entry: string; emulation: Emulation },
) {
  const isDomain = readText(item, "domain") !== null;
  return {
    id: emulation.mint.seal("group-link", [group.id, entry]),
    folderId: group.id,
    ...(isDomain ? { domain: entry } : { emailAddress: entry }),
    internal: isInternal(entry, emulation),
  };
}

function isInternal(entry: string, { administration }: Emulation): boolean {
  const domain = entry.slice(entry.lastIndexOf("@") + 1);
  return administration.directory.domains.isVerified(domain);
}
