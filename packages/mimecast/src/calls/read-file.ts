import { type OperationName, operation } from "../catalogue/index.js";
import { decodeBody } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import { type Caller, perform, readAnswer } from "../exchange/index.js";
import { assertGeneration } from "./call.js";

export interface FileRequest {
  /** The one request item. */
  readonly item: object;
  readonly signal?: AbortSignal | undefined;
}

/** The body as it came; its text is in the character set that `contentType` names. */
export interface ReceivedFile {
  readonly contentType: string | null;
  readonly bytes: Buffer;
  readonly requestId: string | null;
}

/** Calls an operation whose answer is a file on success, and the envelope on failure. */
export async function readFile(
  caller: Caller,
  name: OperationName,
  { item, signal }: FileRequest,
): Promise<ReceivedFile> {
  const { context, authorize } = caller;
  assertGeneration(context, name);
  if (operation(name).files?.[context.generation] !== "received") {
    throw new MimecastError({
      kind: "rejected",
      message: `${name}: its answer is no file: use call()`,
      operation: name,
    });
  }
  return perform(context, {
    name,
    body: { text: JSON.stringify({ data: [item] }), contentType: "application/json" },
    accept: "*/*",
    authorize,
    signal,
    read(reply) {
      const { answer, requestId } = reply;
      if (answer.status === 200) {
        const decoded = decodeBody(answer.bytes);
        if (decoded.form !== "json" || (decoded.fail.length === 0 && decoded.metaStatus === null)) {
          return { contentType: answer.headers["content-type"] ?? null, bytes: answer.bytes, requestId };
        }
      }
      readAnswer(context, reply, { isCursorSent: false, partial: false });
      throw new MimecastError({
        kind: "unreadable-answer",
        message: `${name}: neither a file nor a failure was answered (HTTP ${String(answer.status)})`,
        operation: name,
        httpStatus: answer.status,
        requestId,
      });
    },
  });
}
