import type { CollectResult } from "@postern/engine";
import { worstExitCode } from "../program/exit-codes.js";

/** The exit code of a pass: that of the feed or connection that came off worst. */
export function exitCodeOfResult(result: CollectResult): number {
  const codes = result.connections.flatMap(({ feeds, problem }) => [
    ...feeds.map(({ code }) => code),
    problem?.code ?? null,
  ]);
  return worstExitCode(codes.filter((code) => code !== null));
}
