import type { CollectResult } from "@postern/engine";
import { codeOfFeedState, worstExitCode } from "../program/exit-codes.js";
import type { ProgressBook } from "./progress.js";

/** The exit code of a pass: that of the feed that came off worst. */
export function exitCodeOfResult(result: CollectResult, book: ProgressBook): number {
  const codes = result.connections.flatMap((connection) =>
    connection.feeds.map((feed) => codeOfFeedState(feed.state, book.troubleOf(connection.name, feed.feed))),
  );
  return worstExitCode(codes.filter((code) => code !== null));
}
