import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { bad, bold, dim, type Text, warn } from "../screen/text.js";
import { paintState } from "../show/status.js";
import { type FeedProgress, type ProgressView, silentView } from "./progress.js";
import { tellTroubleOnce } from "./trouble.js";

const sayEveryMs = 5000;

/** A line now and then, for a log or a pipe. */
export function createLineView(screen: Screen, now: () => number): ProgressView {
  const saidAt = new Map<FeedProgress, number>();
  return tellTroubleOnce({
    ...silentView,
    started(feed) {
      saidAt.set(feed, now());
      screen.line(nameOf(feed), "reading");
    },
    advanced(feed) {
      if (now() - (saidAt.get(feed) ?? 0) < sayEveryMs) return;
      saidAt.set(feed, now());
      // Verifying stores nothing, and says so by saying nothing of it.
      const stored = feed.stored === 0 ? "" : `${formatCount(feed.stored)} stored so far  `;
      screen.line(nameOf(feed), stored, dim(feed.note || feed.place));
    },
    said(feed, trouble) {
      screen.line(nameOf(feed), warn(trouble));
    },
    finished(feed) {
      screen.line(nameOf(feed), describeOutcome(feed));
    },
    notice: (text, kind) => screen.line(bold("postern"), "  ", kind === "trouble" ? bad(text) : text),
    pollFailed({ connection, code, detail }) {
      screen.line(bold(connection), "  ", bad(code), `  ${detail}`);
    },
  });
}

/** What a pass brought: `healthy  12 stored, 3 duplicates`. */
export function describeOutcome({ outcome }: FeedProgress): Text {
  if (outcome === null) return "";
  return [
    paintState(outcome.state),
    `  ${formatCount(outcome.stored)} stored`,
    dim(`, ${countOf(outcome.duplicates, "duplicate")}`),
    outcome.quarantined === 0 ? "" : warn(`, ${formatCount(outcome.quarantined)} quarantined`),
    outcome.reason === null ? "" : `  ${outcome.reason}`,
  ];
}

function nameOf(feed: FeedProgress): Text {
  return [bold(feed.connection), `  ${feed.feed}  `];
}
