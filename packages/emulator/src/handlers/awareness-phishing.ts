import { exercisesOf } from "../awareness/exercises.js";
import { Refusal } from "../wire/answer.js";
import { readText } from "../wire/decode.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { serveLog, wrapUnder, writeFlat } from "./log-pages.js";
import { checkFilterBy, isFiltered } from "./searches.js";

/** Answers a page of phishing exercises, newest first, or the one with the id given. */
export const getCampaign = serveLog({
  feed: "phishing-campaigns",
  beginning: () => 0,
  countedMs: Infinity,
  wrap: writeFlat,
  isWanted(fields, item) {
    const id = readText(item, "id");
    return fields["kind"] === "campaign" && (id === null || fields["id"] === id);
  },
});

/** Answers a page of what people did in an exercise, in the order in which the lure was sent. */
export const getCampaignUserData = serveLog({
  feed: "phishing-campaigns",
  beginning: () => 0,
  countedMs: Infinity,
  isOldestFirst: () => true,
  wrap: wrapUnder("items"),
  checkFilters(item, { clock, training }) {
    const id = readText(item, "id");
    const refuse = (error: ReturnType<typeof itemErrors.missing>) => {
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [error] }]));
    };
    if (id === null) return refuse(itemErrors.missing("id"));
    const known = exercisesOf(clock.now(), training.seed).some((exercise) => exercise.id === id);
    if (!known) return refuse(itemErrors.campaignNotFound());
    checkFilterBy(item, ["status"]);
  },
  isWanted: (fields, item) =>
    fields["kind"] === "user-data" && fields["campaign"] === readText(item, "id") && isFiltered(fields, item),
});
