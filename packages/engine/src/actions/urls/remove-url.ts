import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, undoOfEntry } from "../model/entries.js";
import { decodeInputs } from "./decode-links.js";
import { findEntries, type ManagedUrls, urlActions, urlForm } from "./managed-urls.js";
import { describeUrl, normaliseUrl, type UrlInput, urlFields } from "./url-text.js";

/** Removes the entry of a URL, or of a host, whoever made it: the list has one call for blocks and permits alike. */
export const removeUrl: WritingAction<UrlInput & Record<string, unknown>, ManagedUrls> = {
  ...urlActions,
  name: "remove-url",
  sentence: "Removes the entry that blocks or permits a URL, whoever made it.",
  input: z.strictObject(urlFields).transform(normaliseUrl),
  describe: (input) => `Removes what blocks or permits ${describeUrl(input)}.`,
  operations() {
    const { reads, writes } = urlActions.operations();
    return { reads, writes: writes.toReversed() };
  },
  prepare: decodeInputs,
  locate: (urls, wanted) =>
    findEntries(urls, wanted).map(({ entry }) => entry.toObject(entry.isOfSame ? "opposite" : "related")),
  isDone: (_input, found) => isGone(found),
  calls: (_input, ground) => callsOfRemoval(urlForm, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo makes the entry again as it stood.",
    calls: (_input, ground) => undoOfEntry(urlForm, ground),
  },
};
