import { oneOf, word } from "../../declared/detail.js";
import { resetForms } from "../../faults/table/answers.js";
import { guess } from "../declaration.js";

/** Of every answer: quotas, pages, shapes. */
export const answerGuesses = {
  rateLimitHeaders: guess(
    word(
      ["when-exceeded", "always", "never"],
      "when the `X-RateLimit-*` headers of a published quota are sent",
    ),
    { usual: "when-exceeded", source: "feeds 4, 10.4" },
  ),
  rateLimitReset: guess(word(resetForms, "in which form a 429 of a published quota tells the wait"), {
    usual: "ms",
    source: "feeds 4",
  }),
  auditPageSizeMax: guess(oneOf([100, 500], "the largest page of audit events: sources state either"), {
    usual: 500,
    source: "feeds 3, 10.5",
  }),
};
