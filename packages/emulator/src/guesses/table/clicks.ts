import { word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** What the click log and the mail logs say of clicks, and the attachment log of files. */
export const clickGuesses = {
  clickSendingIp: guess(
    word(
      ["clicker", "sender"],
      "`sendingIp` of a `User Click`: the address of who clicked, or of the mail's sender",
    ),
    { usual: "clicker", source: "feeds 5.6" },
  ),
  warnedInMailLogs: guess(
    word(
      ["Warn", "Allow", "Block"],
      "what `url protect` of the mail logs calls the click of somebody who was warned",
    ),
    { usual: "Warn", source: "feeds 5.1, 5.4" },
  ),
  overrideOfManagedUrls: guess(
    word(
      ["action", "N/A"],
      "`adminOverride` of a click about which a managed URL decided: `Block` or `Permit`, or nothing",
    ),
    { usual: "action", source: "feeds 5.6" },
  ),
  blockedUrlCategory: guess(
    word(
      ["administrator", "own"],
      "`category` of a click that a managed URL blocked: `Blocked by Administrator`, or what it is without the entry",
    ),
    { usual: "administrator", source: "feeds 5.6" },
  ),
  attachmentResults: guess(
    word(
      ["filter", "response"],
      "whose words `result` of the attachment log has: those its filter lists (`safe`), or those told of answers (`clean`)",
    ),
    { usual: "filter", source: "feeds 5.7" },
  ),
};
