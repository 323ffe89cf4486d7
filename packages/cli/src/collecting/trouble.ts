import type { FeedProgress, ProgressView } from "./progress.js";

/**
 * A trouble that ends a feed is told twice by the engine: when it happens, and as the reason of the outcome.
 * Holds each trouble back until the next thing is told, and drops the one that the outcome repeats.
 */
export function tellTroubleOnce(
  view: Omit<ProgressView, "troubled"> & { said(feed: FeedProgress, trouble: string): void },
): ProgressView {
  const held = new Map<FeedProgress, { readonly text: string; readonly detail: string }>();
  const release = (feed: FeedProgress, exceptIn = "") => {
    const trouble = held.get(feed);
    held.delete(feed);
    if (trouble === undefined) return;
    if (exceptIn !== "" && exceptIn.includes(trouble.detail)) return;
    view.said(feed, trouble.text);
  };
  return {
    started: view.started,
    advanced(feed) {
      release(feed);
      view.advanced(feed);
    },
    troubled(feed) {
      release(feed);
      const { lastTrouble } = feed;
      if (lastTrouble === null) return;
      held.set(feed, { text: `${lastTrouble.code}: ${lastTrouble.detail}`, detail: lastTrouble.detail });
    },
    finished(feed) {
      release(feed, feed.outcome?.reason ?? "");
      view.finished(feed);
    },
    pollFailed: view.pollFailed,
    expired: view.expired,
    notice: view.notice,
  };
}
