import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Held mail. */
export const heldGuesses = {
  heldDays: guess(
    whole("after how many days in which nobody decides housekeeping rejects a held message", {
      least: 3,
      most: 90,
    }),
    { usual: 14, source: "actions 2.6" },
  ),
  heldOrder: guess(word(["newest-first", "oldest-first"], "the order of the list of held messages"), {
    usual: "newest-first",
    source: "feeds 5.12",
  }),
  heldDatesRequired: guess(
    flag("the list of held messages takes `start` and `end`, as one collection of requests marks it"),
    { usual: false, source: "feeds 5.12" },
  ),
  heldReasonField: guess(
    word(["both", "reasonCode", "reason_code"], "how a search of held mail spells the code of the reason"),
    { usual: "both", source: "feeds 5.12" },
  ),
  repeatedRelease: guess(
    word(["fail", "success"], "releasing or rejecting a message once more that has left the queue"),
    { usual: "fail", source: "actions 2.6, 3.3" },
  ),
  heldByTrackedId: guess(flag("a held message can be released and rejected by the message finder's id too"), {
    usual: true,
    source: "actions 2.6, 2.7",
  }),
  releaseLogIds: guess(
    word(["same", "own"], "whether a message has the same id in the release log as in the list"),
    { usual: "same", source: "feeds 5.12, actions 2.6" },
  ),
  reasonCodeNeverFilters: guess(
    flag("a search of held mail by `reasonCode` finds everything, as a client's authors report"),
    { usual: false, source: "actions 6 (20)" },
  ),
};
