import type { Screen } from "../screen/screen.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { formatFullTime } from "../screen/times.js";
import { pad } from "../screen/width.js";
import { defangText } from "../show/plan.js";
import { describeOutcome } from "./line-view.js";
import { type FeedProgress, type ProgressView, silentView } from "./progress.js";
import { tellTroubleOnce } from "./trouble.js";

/** A line for each feed and poll, and one for what went wrong on the way. */
export function createPollView(screen: Screen, now: () => number): ProgressView {
  const place = (feed: { connection: string; feed: string }): Text => [
    dim(formatFullTime(now())),
    "  ",
    bold(pad(feed.connection, 12)),
    `  ${pad(feed.feed, 9)}  `,
  ];
  /** Feeds whose credential is refused: that was told, and the next thing to tell is that it works again. */
  const refused = new Set<FeedProgress>();
  return tellTroubleOnce({
    ...silentView,
    said: (feed, trouble) => screen.line(place(feed), warn(trouble)),
    finished(feed) {
      const isRefused = feed.outcome?.state === "credentials-refused";
      if (isRefused && refused.has(feed)) return;
      if (isRefused) refused.add(feed);
      else refused.delete(feed);
      screen.line(place(feed), describeOutcome(feed));
    },
    expired: ({ connection, runId, undoneBy, detail }) =>
      screen.line(
        place({ connection, feed: "" }),
        undoneBy === null ? bad("not taken back") : good("taken back"),
        `  ${runId}, whose time is up`,
        detail === null ? "" : `: ${defangText(detail)}`,
      ),
    notice: (text, kind) =>
      screen.line(place({ connection: "postern", feed: "" }), kind === "trouble" ? bad(text) : text),
    pollFailed: ({ connection, code, detail }) =>
      screen.line(place({ connection, feed: "" }), bad(code), `  ${detail}`),
  });
}
