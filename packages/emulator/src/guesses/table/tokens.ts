import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** API 2.0: client secrets, bearer tokens, and what they may. */
export const tokenGuesses = {
  invalidClientStatus: guess(oneOf([400, 401], "how a token is refused for a bad client id or secret"), {
    usual: 401,
    source: "feeds 2.4, 10.1",
  }),
  bearerWithoutPermission: guess(
    word(
      ["flat", "functional"],
      "the shape of 403 for a missing permission: code and message right in `fail`, or within its `errors`",
    ),
    { usual: "flat", source: "feeds 2.4, 8.4, 10.1" },
  ),
  clientInHeader: guess(flag("the client id and secret may come by HTTP Basic in the place of the form"), {
    usual: true,
    source: "feeds 2.4, actions 1.2",
  }),
  regeneratedSecretTokens: guess(
    word(["kept", "refused"], "tokens that live when their client secret is regenerated"),
    { usual: "kept", source: "actions 5.8, 7" },
  ),
  disabledApplicationTokens: guess(
    word(["refused", "kept"], "tokens that live when their application is disabled or deleted"),
    { usual: "refused", source: "actions 5.11" },
  ),
  newApplicationMinutes: guess(
    whole("how long a new application gets no tokens: none, says the vendor, half an hour, says a guide", {
      least: 0,
      most: 1440,
    }),
    { usual: 0, source: "actions 5.8, 5.12, 7" },
  ),
  tokensOnRegionalHosts: guess(
    flag("the hosts of API 1.0 issue tokens of API 2.0 too, as one guide has it"),
    {
      usual: false,
      source: "actions 7",
    },
  ),
  accountChosenBy: guess(
    word(
      ["both", "meta", "header"],
      "how a service provider's call names the account it is about: `meta.accountCode` in the body, or the header `x-mc-accountcode`",
    ),
    { usual: "both", source: "feeds 2.4" },
  ),
};
