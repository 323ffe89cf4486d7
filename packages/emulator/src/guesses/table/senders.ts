import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Managed senders and profile groups. */
export const senderGuesses = {
  senderDomains: guess(
    word(["refused", "accepted"], "a whole domain in the place of a sender to be permitted or blocked"),
    { usual: "refused", source: "actions 2.1, 7" },
  ),
  senderDelayMinutes: guess(
    whole("how long a change of a recipient's own list takes to reach mail", { least: 0, most: 60 }),
    { usual: 0, source: "actions 5.12" },
  ),
  groupDelayMinutes: guess(
    whole("how long a new or removed member of a profile group takes to reach mail", { least: 0, most: 60 }),
    { usual: 0, source: "actions 5.12" },
  ),
  permittedGroupWritable: guess(
    flag("the API writes to the group Permitted Senders, which some have seen it refuse"),
    { usual: false, source: "actions 2.5, 6 (29)" },
  ),
  repeatedSender: guess(
    word(
      ["same-id", "new-id"],
      "what permitting or blocking a sender once more does: the entry keeps its id with the latest type, or is made anew",
    ),
    { usual: "same-id", source: "actions 3.3" },
  ),
  sameGroupName: guess(
    word(["second", "refused"], "what creating a group does where its parent has one of that name"),
    { usual: "second", source: "actions 3.3" },
  ),
};
