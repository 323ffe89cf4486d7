import type { BudgetState } from "../budget/index.js";
import type { CallRequest, FileRequest, ReceivedFile } from "../calls/index.js";
import type { Generation, OperationName } from "../catalogue/index.js";
import type { Download, DownloadRequest } from "../download/index.js";
import type { Answer } from "../envelope/index.js";
import type {
  BatchListing,
  BatchRequest,
  SiemLogsAnswer,
  SiemLogsRequest,
  StreamPage,
  StreamRequest,
} from "../siem/index.js";
import type { ThreatFeedAnswer, ThreatFeedRequest } from "../threat-intel/index.js";

export interface MimecastClient {
  readonly generation: Generation;
  readonly baseUrl: string;
  /**
   * One call of a catalogue operation with a JSON answer. Throws `MimecastError`; a non-empty `fail` or a
   * `meta.status` of 400 and more throws as well, unless `partial` is set.
   */
  call(name: OperationName, request?: CallRequest): Promise<Answer>;
  /**
   * All pages of an operation, each as it came. Ends when the answer names no next page, when a token comes a
   * second time, and after three empty pages in a row (the vendor's last page can be empty and still name a next one).
   */
  pages(name: OperationName, request?: CallRequest): AsyncGenerator<Answer>;
  /** One call of an operation whose answer is a file in this generation: a part of an archived mail, an attachment. */
  readFile(name: OperationName, request: FileRequest): Promise<ReceivedFile>;
  /** API 1.0: the next file(s) of the SIEM log chain. */
  readSiemLogs(request?: SiemLogsRequest): Promise<SiemLogsAnswer>;
  /** The next part of a threat intelligence feed: malware seen in the account, or in its region. */
  readThreatFeed(request: ThreatFeedRequest): Promise<ThreatFeedAnswer>;
  /** API 2.0: one page of the files of mail events, of Cloud Gateway or Cloud Integrated. */
  listBatch(request: BatchRequest): Promise<BatchListing>;
  /** API 2.0: one page of the mail events of the last 24 hours, as they come; `invalid-cursor` for an old `nextPage`. */
  readStream(request?: StreamRequest): Promise<StreamPage>;
  /**
   * Streams a presigned file, without authorization. `link-expired` on 403, 404 and 410. Repeated only before the
   * first byte: afterwards the stream fails and the caller starts it again.
   */
  download(url: string, request?: DownloadRequest): Promise<Download>;
  /** What is known of the quotas, one entry per operation that has one or was told one. */
  budget(): readonly BudgetState[];
  /**
   * Milliseconds the vendor's clock was ahead of ours, by the `Date` header of its last answer: whole seconds, and the
   * time on the way in it. Null before the first answer.
   */
  clockAheadMs(): number | null;
  /** API 2.0: asks for a new token, which is then used. API 1.0: does nothing, each call is signed by itself. */
  authenticate(signal?: AbortSignal): Promise<void>;
  /** Ends what is under way (as `aborted`) and frees the sockets. */
  close(): Promise<void>;
}
