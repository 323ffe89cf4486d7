import { flag, whole, word } from "../../declared/detail.js";
import { declareFaults } from "../declaration.js";

const drops = flag("the connection is closed instead, at once, as a proxy on the way may do");

/** Faults of the way an answer leaves. The call has been carried out, unless said otherwise. */
export const socketFaults = declareFaults({
  reset: {
    says: "The socket is destroyed in the middle of the body.",
    place: "sockets",
    details: {},
    source: "feeds 4",
  },
  hang: {
    says: "No answer comes: a write is done, and its caller is not told.",
    place: "sockets",
    details: {
      hangMs: whole("it comes after all, so much later (default: never)", { least: 0, most: 2 ** 31 - 1 }),
      drops,
    },
    source: "feeds 4",
  },
  "lost-request": {
    says: "No answer comes, and the call has not been carried out either.",
    place: "calls",
    details: { drops },
    source: "our own",
  },
  stall: {
    says: "Half of the body comes, then nothing; the connection stays open.",
    place: "sockets",
    details: {},
    source: "our own",
  },
  drip: {
    says: "The body comes in small pieces.",
    place: "sockets",
    details: {
      pieces: whole("how many (default 20)", { least: 2, most: 10_000 }),
      everyMs: whole("time between two (default 50)", { least: 0, most: 60_000 }),
    },
    source: "our own",
  },
  "wrong-length": {
    says: "`Content-Length` is not the length of the body.",
    place: "sockets",
    details: {
      length: word(
        ["longer", "shorter"],
        "longer than the body, which then ends with the connection (default), or shorter",
      ),
    },
    source: "our own",
  },
  "truncated-gzip": {
    says: "The body is compressed (`Content-Encoding: gzip`), and cut off in the middle.",
    place: "sockets",
    details: {},
    source: "our own",
  },
});
