import type { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, isMade, undoOfEntry } from "../model/entries.js";
import type { Item } from "../model/plan.js";
import { decodeInputs } from "./decode-links.js";
import { findEntries, type ManagedUrls, urlActions, urlForm } from "./managed-urls.js";
import { describeUrl, type UrlInput } from "./url-text.js";

/** Makes an entry that blocks or permits a URL, or all of a host, for the whole account. */
export function urlEntry<Input extends UrlInput & Item>(face: {
  readonly name: string;
  readonly sentence: string;
  readonly deed: "block" | "permit";
  readonly input: z.ZodType<Input>;
  /** What the entry says beside, as the tenant is told it and as it answers. */
  readonly switches: (input: Input) => Readonly<Record<string, boolean>>;
}): WritingAction<Input, ManagedUrls> {
  const { name, sentence, deed, input, switches } = face;
  const verb = deed === "block" ? "Blocks" : "Permits";
  const form: EntryForm<Input, ManagedUrls> = {
    ...urlForm,
    describe: (wanted) => `${verb} ${describeUrl(wanted)} for everyone in the account.`,
    createItem: (wanted, { reason }) => ({
      url: wanted.url,
      action: deed,
      matchType: wanted.matchType,
      comment: (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, 200),
      ...switches(wanted),
    }),
  };
  return {
    ...urlActions,
    name,
    sentence,
    input,
    describe: form.describe,
    refuse({ url }) {
      const { username, password, hash } = new URL(url);
      if (username !== "" || password !== "")
        return "the URL carries a user name or password: leave them out.";
      if (hash !== "") return "the URL has a fragment (#…), which Mimecast does not take: leave it out.";
      return null;
    },
    warn({ url, matchType }) {
      if (deed === "block" && matchType === "explicit" && new URL(url).search !== "") {
        return ["Users report that a block of a URL with a query string bites only without the query."];
      }
      return [];
    },
    prepare: decodeInputs,
    locate: (urls, wanted) =>
      findEntries(urls, wanted).flatMap(({ row, entry }) => {
        const saysSame =
          entry.action === deed &&
          Object.entries(switches(wanted)).every(([field, value]) => (row[field] ?? false) === value);
        // Mimecast keeps one entry for a URL: one that says otherwise has to give way. That of all the host does for one URL.
        const isEnough = entry.isOfSame || (entry.isOfUrl && wanted.matchType === "explicit");
        if (isEnough && saysSame) return [entry.toObject("same")];
        return [entry.toObject(entry.isOfSame || entry.isOfUrl ? "opposite" : "related")];
      }),
    isDone: (_input, found) => isMade(found),
    calls: (wanted, ground) => callsOfEntry(form, wanted, ground),
    undo: {
      isPossible: true,
      sentence: () => "Undo removes the entry, and puts back what stood there before.",
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}
