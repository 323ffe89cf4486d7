import { flag, whole } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Threat feeds, threat events and webhooks. */
export const threatGuesses = {
  threatTokenMissingOnLastPage: guess(
    flag("the last objects of a threat feed come without a token, not only the answer behind them"),
    { usual: false, source: "feeds 5.13" },
  ),
  threatObjectsPerAnswer: guess(
    whole("how many objects of a threat feed come at once; whole triples", { least: 3, most: 3000 }),
    { usual: 60, source: "feeds 5.13" },
  ),
  bareSubscriptionList: guess(flag("the list of webhooks is the body itself, not under `value`"), {
    usual: false,
    source: "actions 2.22",
  }),
};
