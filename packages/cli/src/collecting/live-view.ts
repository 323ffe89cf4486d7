import { createLiveRegion } from "../screen/live.js";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { accent, bold, dim, type Text, warn } from "../screen/text.js";
import { pad } from "../screen/width.js";
import { paintState } from "../show/status.js";
import { type FeedProgress, type ProgressView, silentView } from "./progress.js";

const redrawEveryMs = 100;
const barWidth = 20;
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export interface LiveView extends ProgressView {
  /** Draws the last state and stops drawing. */
  end(): void;
}

/** A bar for each feed, for a terminal. */
export function createLiveView(screen: Screen): LiveView {
  const region = createLiveRegion(screen);
  const feeds = new Set<FeedProgress>();
  let turn = 0;
  const lines = () => [...feeds].map((feed) => describeProgress(feed, turn));
  const timer = setInterval(() => {
    turn += 1;
    if (feeds.size > 0) region.draw(lines());
  }, redrawEveryMs);
  timer.unref();
  return {
    ...silentView,
    started: (feed) => {
      feeds.add(feed);
    },
    end: () => {
      clearInterval(timer);
      if (feeds.size > 0) region.end(lines());
    },
  };
}

export function describeProgress(feed: FeedProgress, turn: number): Text {
  const { outcome } = feed;
  return [
    "  ",
    bold(pad(feed.connection, 12)),
    "  ",
    pad(feed.feed, 9),
    "  ",
    accent(drawBar(feed, turn)),
    "  ",
    `${formatCount(feed.stored)} stored`,
    dim(feed.duplicates === 0 ? "" : `, ${countOf(feed.duplicates, "duplicate")}`),
    feed.quarantined === 0 ? "" : warn(`, ${formatCount(feed.quarantined)} quarantined`),
    "  ",
    outcome === null ? (feed.note === "" ? dim(feed.place) : warn(feed.note)) : paintState(outcome.state),
  ];
}

/** A share where the work is known; where it isn't, something that moves. */
export function drawBar(feed: FeedProgress, turn: number): string {
  if (feed.outcome !== null) return "█".repeat(barWidth);
  if (feed.windowsLeft !== null) {
    const all = feed.windowsDone + feed.windowsLeft;
    const done = all === 0 ? barWidth : Math.floor((barWidth * feed.windowsDone) / all);
    return "█".repeat(done) + "░".repeat(barWidth - done);
  }
  const files = feed.filesDone === 0 ? "" : countOf(feed.filesDone, "file");
  return pad(`${spinner[turn % spinner.length] ?? ""} ${files === "" ? "reading" : files}`, barWidth);
}
