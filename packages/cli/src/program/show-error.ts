import { type PosternError, toPosternError } from "@postern/engine/errors";
import { bad, dim } from "../screen/text.js";
import type { Context } from "./context.js";

/** Tells an error on stderr: code, what and where, what to do. Returns the exit code. */
export function showError(context: Context, thrown: unknown): number {
  const error = toPosternError(thrown);
  const { err } = context;
  if (error.code === "interrupted") {
    // With a cause it is the words of a call that was cut off: nobody needs those.
    err.line(error.cause === undefined ? error.message : "Stopped.");
    return error.entry.exitCode;
  }
  err.line(bad(error.code), "  ", error.message);
  showAdvice(context, error);
  if (error.code === "internal") showStack(context, thrown);
  return error.entry.exitCode;
}

function showAdvice({ err }: Context, { entry }: PosternError): void {
  err.line(dim("  postern  "), entry.posternDoes);
  err.line(dim("  you      "), entry.youDo);
}

function showStack(context: Context, thrown: unknown): void {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return;
  if ((context.environment["POSTERN_DEBUG"] ?? "") === "") {
    context.err.line(dim("  With POSTERN_DEBUG=1 it is told where in the code."));
    return;
  }
  for (const line of thrown.stack.split("\n").slice(1)) context.err.line(dim(line));
}
