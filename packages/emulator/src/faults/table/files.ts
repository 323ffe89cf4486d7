import { word } from "../../declared/detail.js";
import { declareFaults } from "../declaration.js";

const listings = ["siem.batch.cg", "siem.batch.ci"] as const;
const chain = ["siem.get-logs"] as const;

/** Faults of the files of both generations. Those of API 2.0 stick to the first file they meet. */
export const fileFaults = declareFaults({
  "corrupt-gzip": {
    says: "A file of a batch listing is served damaged.",
    place: "files",
    operations: listings,
    details: { damage: word(["truncated", "scrambled"], "default truncated") },
    source: "feeds 5.2, 8.9",
  },
  "broken-line": {
    says: "A line that is no JSON and a blank one stand in a file beside its true lines.",
    place: "files",
    operations: listings,
    details: {},
    source: "feeds 5.2, 8.9",
  },
  "expired-link": {
    says: "A link to a file is refused with 403 as if its time were over.",
    place: "files",
    details: {},
    source: "feeds 5.2, 8.9",
  },
  "duplicate-in-listing": {
    says: "A page lists its first file twice.",
    place: "calls",
    operations: listings,
    details: {},
    source: "feeds 5.2, 8.9",
  },
  redeliver: {
    says: "A listed file repeats, behind its own lines, those of the file of its type before it.",
    place: "calls",
    operations: listings,
    details: {},
    source: "feeds 5.2, 8.9",
  },
  "zero-offset-cursor": {
    says: "An empty page whose cursor reads all zero offsets, and leads to nothing but itself.",
    place: "calls",
    operations: listings,
    details: {},
    source: "feeds 5.2, 8.9",
  },
  "bad-zip": {
    says: "A body that is neither zip nor JSON; asked again, it is good.",
    place: "calls",
    operations: chain,
    details: {},
    source: "feeds 7, 8.8",
  },
  "bad-json-in-zip": {
    says: "One file of a good zip is broken.",
    place: "calls",
    operations: chain,
    details: {},
    source: "feeds 7, 8.8",
  },
  "invalid-siem-token": {
    says: "`err_audit_siem_invalid_token` for a token that is good.",
    place: "calls",
    operations: chain,
    details: {},
    source: "feeds 8.8",
  },
});
