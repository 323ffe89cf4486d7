import { type ErrorCode, type ErrorEntry, errorTable } from "./table.js";

/** Every error Postern shows: a code of the table, and a message that says what and where. */
export class PosternError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "PosternError";
    this.code = code;
  }

  get entry(): ErrorEntry {
    return errorTable[this.code];
  }
}
