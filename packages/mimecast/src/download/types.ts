import type { Readable } from "node:stream";

export interface Download {
  /** The bytes as stored, never decompressed. Errors with a MimecastError. Must be read or destroyed. */
  readonly body: Readable;
  readonly sizeBytes: number | null;
}

export interface DownloadRequest {
  readonly signal?: AbortSignal | undefined;
}
