import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** The stream of API 2.0, and what Cloud Integrated tells of clicks. */
export const streamGuesses = {
  streamDelaySeconds: guess(
    whole("how long after it happened an event shows in the stream", { least: 2, most: 3600 }),
    { usual: 5, source: "feeds 5.3" },
  ),
  streamStartInclusive: guess(
    flag("what happened at `dateRangeStartsAt` of the stream belongs to the span"),
    {
      usual: true,
      source: "feeds 5.3",
    },
  ),
  streamEndInclusive: guess(flag("what happened at `dateRangeEndsAt` of the stream belongs to the span"), {
    usual: true,
    source: "feeds 5.3",
  }),
  streamEmptySpan: guess(
    word(
      ["refused", "empty"],
      "a span of the stream that ends where it starts: 400, as one client says, or nothing",
    ),
    { usual: "refused", source: "feeds 5.3" },
  ),
  streamHoursBack: guess(whole("where the stream begins without dates and cursor", { least: 0, most: 24 }), {
    usual: 24,
    source: "feeds 5.3",
  }),
  streamPageSizeTells: guess(word(["asked", "returned"], "what `pageSize` of the stream's answer counts"), {
    usual: "asked",
    source: "feeds 5.3",
  }),
  idleStreamCursor: guess(
    word(
      ["refused", "goes-on"],
      "a cursor of the stream that was left alone for longer than the stream reaches back",
    ),
    { usual: "refused", source: "feeds 5.3" },
  ),
  integratedClicks: guess(word(["blocked", "all"], "which clicks Cloud Integrated tells of in `urlclick`"), {
    usual: "blocked",
    source: "feeds 5.5, 10.8",
  }),
  integratedClickForm: guess(
    word(
      ["gateway", "integrated"],
      "how `urlclick` is written: like the gateway's `url protect`, or with `recipients` as a list and `direction` in capitals, as the other types",
    ),
    { usual: "gateway", source: "feeds 5.5, 10.8" },
  ),
};
