import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** What the console's rules are where guides contradict each other or say nothing. */
export const administrationGuesses = {
  settingsDelayMinutes: guess(
    whole(
      "how long a change of application settings takes to reach the sign-in: fifteen at the most, says the vendor",
      {
        least: 0,
        most: 60,
      },
    ),
    { usual: 15, source: "actions 5.5, 5.12" },
  ),
  overlappingSettings: guess(
    word(["older", "newer"], "which application settings hold for somebody in the groups of two"),
    { usual: "older", source: "actions 5.5" },
  ),
  keysTakeRole: guess(
    word(
      ["either", "before-role", "after-role"],
      "whether keys of API 1.0 are made for a user before or after the role is given: guides say either",
    ),
    { usual: "either", source: "actions 5.4, 5.7, 7" },
  ),
  packageMissing: guess(
    word(
      ["permission", "product"],
      "a call of API 2.0 that needs a package which was taken from the account: as without the permission, or as without the product",
    ),
    { usual: "permission", source: "actions 5.11" },
  ),
  expiredPasswordEndsKeys: guess(
    flag("keys of API 1.0 end when their user's password expires, as when it is changed"),
    { usual: true, source: "actions 5.2" },
  ),
  forcedChangeRefusesLogin: guess(
    flag("who has to change the password at the next sign-in gets no keys before that"),
    { usual: true, source: "actions 5.2" },
  ),
  enhancedLoggingBoxes: guess(
    word(
      ["each", "any"],
      "what the boxes Inbound, Outbound and Internal of Enhanced Logging hold back: `each` the lines about mail of its own way, or `any` one that is ticked brings all lines",
    ),
    { usual: "each", source: "feeds 5.1" },
  ),
  enhancedLoggingGap: guess(
    word(["returns", "lost"], "the logs of the time in which Enhanced Logging was off, once it is on again"),
    { usual: "returns", source: "feeds 5.1" },
  ),
};
