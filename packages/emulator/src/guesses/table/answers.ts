import { flag, oneOf, whole, word } from "../../declared/detail.js";
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
  unpublishedQuotaPerMinute: guess(
    whole(
      "how many calls of an operation a client may make in a minute, where no quota is published; 0: any",
      {
        least: 0,
        most: 100_000,
      },
    ),
    { usual: 0, source: "feeds 4, 10.4, actions 1.8" },
  ),
  validationStatus: guess(
    oneOf([200, 400], "the status of a call that fails whole because of a field that can't be"),
    { usual: 200, source: "feeds 2.3" },
  ),
  unknownIdAnswer: guess(
    word(
      ["fail", "empty-400"],
      "what an id that can't be opened is answered with: `xdk_failure` in `fail`, or 400 without a body",
    ),
    { usual: "fail", source: "feeds 2.4, actions 1.5, 1.7" },
  ),
  disputedPermission: guess(
    word(
      ["either", "first", "other"],
      "which permission an operation takes of which two are told: either, that of its description, or the other",
    ),
    { usual: "either", source: "actions 2.5, 7" },
  ),
  unknownResourceStatus: guess(
    oneOf([400, 404], "the status of an id that one of the newer resources of API 2.0 doesn't know"),
    { usual: 404, source: "actions 1.4, 2.2" },
  ),
  resourceErrorShape: guess(
    word(["errors", "fail"], "where the newer resources of API 2.0 put their errors"),
    { usual: "errors", source: "feeds 2.4, actions 1.4" },
  ),
  tokenErrorShape: guess(
    word(
      ["fail", "error"],
      "how a refused token request says why: `fail`, or `error` with `error_description`",
    ),
    { usual: "fail", source: "feeds 2.4, actions 1.4" },
  ),
  nextPageName: guess(
    word(
      ["nextPage", "nextPageToken", "pagination"],
      "where the lists of the newer resources tell the next page: `meta.nextPage`, `meta.nextPageToken` or `meta.pagination.next`",
    ),
    { usual: "nextPage", source: "feeds 5.19, actions 1.2" },
  ),
  pageSizeOutOfBounds: guess(
    word(["refused", "nearest"], "a page size beyond the bounds: 400, or the nearest that may be"),
    { usual: "refused", source: "feeds 3" },
  ),
  listPageSizeMax: guess(oneOf([100, 500], "the largest page of lists below `/api/`: clients use either"), {
    usual: 500,
    source: "feeds 3, 10.5",
  }),
  logPageSizeTells: guess(
    word(["returned", "asked"], "what `meta.pagination.pageSize` of a log's page counts"),
    { usual: "returned", source: "feeds 3" },
  ),
  unpagedRows: guess(
    whole(
      "how many rows a list below `/api/` answers to a request without `meta.pagination`; 0: the operation's default",
      {
        least: 0,
        most: 999,
      },
    ),
    { usual: 0, source: "feeds 3, actions 1.3, 2.5" },
  ),
  listEndInclusive: guess(flag("what happened in the second that a list's span ends with belongs to it"), {
    usual: true,
    source: "feeds 3",
  }),
  sameSecondOrder: guess(word(["kept", "reversed"], "in which order a page has the rows of one second"), {
    usual: "kept",
    source: "feeds 3",
  }),
  rotationEndsCursors: guess(
    flag("cursors and page tokens of before are refused once keys or secrets were made anew"),
    {
      usual: false,
      source: "feeds 7",
    },
  ),
  auditPageSizeMax: guess(oneOf([100, 500], "the largest page of audit events: sources state either"), {
    usual: 500,
    source: "feeds 3, 10.5",
  }),
};
