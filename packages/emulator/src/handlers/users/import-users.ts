import { isOver } from "../../administration/addresses/import-book.js";
import type { ProfileGroup } from "../../administration/groups.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { deliverNow } from "../../tenant/live-acts.js";
import { domainOf } from "../../traffic/message.js";
import { isAddress } from "../../wire/addresses.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { takeFile } from "../sent-files.js";
import { openAccount } from "./addresses.js";
import { parseCsv } from "./csv.js";

/** The vendor reads spreadsheets too: here it is text alone. */
const fileTypes = ["csv"] as const;

/**
 * Makes users of the lines of a file, and names those that are there already anew. Guessed: the columns (address, then
 * name; or as a first line calls them) and the answers.
 */
export const importUsers = takeFile(({ item, file, call, emulation }) => {
  const text = file.toString();
  const errors = validate(item, emulation);
  if (!text.endsWith("\n")) errors.push(itemErrors.noLineEnd());
  if (errors.length > 0) return { errors };
  const { administration, clock, mint } = emulation;
  const group = groupOf(item, emulation);
  if (group !== null && readFlag(item, "clearGroup") === true)
    for (const { entry } of [...group.members]) administration.groups.removeMember(group, entry);
  const counts = { created: 0, updated: 0, failed: 0 };
  for (const row of readRows(text)) {
    const outcome = importRow(row, emulation);
    counts[outcome] += 1;
    if (outcome !== "failed" && group !== null) administration.groups.addMembers(group, [row.emailAddress]);
  }
  const number = administration.directory.imports.add({ startedAt: clock.now(), ...counts });
  const { created, updated, failed } = counts;
  const told = `${created} created, ${updated} updated, ${failed} failed`;
  noteDirectory("Users Imported", told, { call, emulation });
  notify(item, { emulation, told });
  return { row: { id: mint.seal("user-import", [number]) } };
});

/** The people are there at once, while the status says for a while that they are on their way. */
export const getImportStatus = handleEach(
  ({ item, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const { administration, mint, clock, guesses } = emulation;
    const { importSeconds } = guesses;
    const [number] = mint.open("user-import", id) ?? [];
    const run = typeof number === "number" ? administration.directory.imports.get(number) : null;
    if (run === null) return { errors: [itemErrors.invalidToken()] };
    if (!isOver(run, { now: clock.now(), importSeconds })) return { row: { id, status: "processing" } };
    const { created, updated, failed } = run;
    return { row: { id, status: "complete", created, updated, failed } };
  },
  { most: 10 },
);

interface Row {
  readonly emailAddress: string;
  readonly name: string;
}

function validate(item: JsonObject, emulation: Emulation): ItemError[] {
  const errors: ItemError[] = [];
  const type = item["fileType"] ?? "csv";
  if (!fileTypes.some((known) => known === type)) errors.push(itemErrors.notAllowed("fileType", fileTypes));
  for (const field of ["allowAddressMigration", "clearGroup"])
    if (item[field] !== undefined && typeof item[field] !== "boolean")
      errors.push(itemErrors.notAllowed(field, ["true", "false"]));
  const notified = item["notifyEmailAddress"];
  if (notified !== undefined && (typeof notified !== "string" || !isAddress(notified)))
    errors.push(itemErrors.invalidAddress("notifyEmailAddress"));
  if (item["groupId"] !== undefined && groupOf(item, emulation) === null)
    errors.push(itemErrors.invalidToken());
  if (item["groupId"] === undefined && readFlag(item, "clearGroup") === true)
    errors.push(itemErrors.missing("groupId"));
  return errors;
}

function groupOf(item: JsonObject, { administration }: Emulation): ProfileGroup | null {
  const id = readText(item, "groupId");
  return id === null ? null : administration.groups.get(id);
}

function readRows(text: string): readonly Row[] {
  const [first = [], ...rest] = parseCsv(text);
  const hasHead = !first.some(isAddress) && first.some((cell) => /mail|address/i.test(cell));
  const address = hasHead ? first.findIndex((cell) => /mail|address/i.test(cell)) : 0;
  const named = first.findIndex((cell) => /name/i.test(cell));
  const name = hasHead ? named : 1;
  return (hasHead ? rest : [first, ...rest]).map((cells) => ({
    emailAddress: (cells[address] ?? "").toLowerCase(),
    name: cells[name] ?? "",
  }));
}

function importRow({ emailAddress, name }: Row, emulation: Emulation): "created" | "updated" | "failed" {
  const { directory } = emulation.administration;
  if (!isAddress(emailAddress) || !directory.domains.isVerified(domainOf(emailAddress))) return "failed";
  if (directory.aliases.has(emailAddress)) return "failed";
  const user = openAccount(emailAddress, emulation);
  if (user === null) {
    directory.createUser({ emailAddress, name });
    return "created";
  }
  if (name !== "") user.name = name;
  return "updated";
}

/** Who is named gets a mail about it, where they are of the company. */
function notify(
  item: JsonObject,
  { emulation, told }: { readonly emulation: Emulation; readonly told: string },
): void {
  const recipient = readText(item, "notifyEmailAddress")?.toLowerCase() ?? "";
  if (!emulation.isInternalAddress(recipient)) return;
  const { traffic, live } = emulation;
  const mail = { sender: "noreply@vendor.example", recipient, subject: `Import of users: ${told}` };
  deliverNow({ emulation, traffic, live }, mail);
}
