import { word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Managed senders and profile groups. */
export const senderGuesses = {
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
