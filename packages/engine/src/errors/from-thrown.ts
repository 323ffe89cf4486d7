import { MimecastError } from "@postern/mimecast/errors";
import { PosternError } from "./postern-error.js";
import type { ErrorCode } from "./table.js";

/** Turns whatever was thrown into an error of the table; an unforeseen one becomes `internal`. */
export function toPosternError(thrown: unknown): PosternError {
  if (thrown instanceof PosternError) return thrown;
  if (thrown instanceof MimecastError) {
    const code: ErrorCode = thrown.kind === "aborted" ? "interrupted" : thrown.kind;
    return new PosternError(code, thrown.message, { cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new PosternError("interrupted", "Stopped.", { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new PosternError("internal", message, { cause: thrown });
}
