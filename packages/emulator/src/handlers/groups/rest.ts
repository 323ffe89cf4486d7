import type { ProfileGroup } from "../../administration/groups.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { isObject, type JsonObject, readText } from "../../wire/decode.js";
import { wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { includes } from "./find-groups.js";
import { checkMember, showMember } from "./members.js";
import { showGroup } from "./show-group.js";

/** The resources of API 2.0: the same groups, in other spellings (`groupCount`, `note`). */
export const listGroups: Handler = (call, emulation) => {
  const { groups } = emulation.administration;
  const query = call.query.get("query") ?? "";
  const isCloud = (call.query.get("source") ?? "cloud") === "cloud";
  const found = groups
    .list()
    .filter(({ name, parentId }) => isCloud && parentId !== null && includes(name, query));
  const { rows, meta } = cutCursorPage(found, { call, emulation, kind: "groups" });
  return answerJson({ groups: rows.map((group) => showResource(group, emulation)), meta });
};

export const createGroup: Handler = (call, emulation) => {
  const { groups } = emulation.administration;
  const name = readText(call.body, "description")?.trim() ?? "";
  if (name === "")
    throw new Refusal(wireErrors.restBadRequest("description", "description must not be empty"));
  const parentId = readText(call.body, "parentId");
  const parent = parentId === null ? groups.root : groups.get(parentId);
  if (parent === null) throw new Refusal(wireErrors.restNotFound("group"));
  return answerJson({ id: groups.addFolder(parent, name).id });
};

export const getGroup: Handler = (call, emulation) =>
  answerJson(showResource(groupOf(call, emulation), emulation));

export const listMembers: Handler = (call, emulation) => {
  const group = groupOf(call, emulation);
  const { rows, meta } = cutCursorPage(group.members, { call, emulation, kind: "group-members" });
  const groupMembers = rows.map((member) => {
    const { notes, ...shown } = showMember(member, emulation);
    return { ...shown, note: notes };
  });
  return answerJson({ groupMembers, meta });
};

export const addMembers: Handler = (call, emulation) => {
  const { groups } = emulation.administration;
  const group = groupOf(call, emulation);
  const results = readMembers(call).map((item) => {
    if (checkMember(item).length > 0) return { success: false };
    groups.addMembers(group, [entryOf(item)], readText(item, "note") ?? "");
    return { success: true };
  });
  return answerJson({ results });
};

export const removeMembers: Handler = (call, emulation) => {
  const { groups } = emulation.administration;
  const group = groupOf(call, emulation);
  const results = readMembers(call).map((item) => ({ success: groups.removeMember(group, entryOf(item)) }));
  return answerJson({ results });
};

function showResource(group: ProfileGroup, { administration }: Emulation) {
  const { folderCount, ...shown } = showGroup(group, administration.groups);
  return { ...shown, groupCount: folderCount };
}

function groupOf(call: Call, { administration }: Emulation): ProfileGroup {
  const group = administration.groups.get(call.pathIds[0] ?? "");
  if (group === null) throw new Refusal(wireErrors.restNotFound("group"));
  return group;
}

function readMembers({ body }: Call): readonly JsonObject[] {
  const members = isObject(body) ? body["groupMembers"] : undefined;
  if (Array.isArray(members) && members.length > 0 && members.every(isObject)) return members;
  throw new Refusal(wireErrors.restBadRequest("groupMembers", "groupMembers must be a list of members"));
}

function entryOf(item: JsonObject): string {
  return (readText(item, "emailAddress") ?? readText(item, "domain") ?? "").toLowerCase();
}
