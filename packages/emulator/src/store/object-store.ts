import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { answerMailFile, isShelfName, type MailFile, type ShelfName } from "../archive/mail-files.js";
import { minuteMs } from "../clock/spans.js";
import type { FaultInjector } from "../faults/fault-injector.js";
import type { FaultSite } from "../faults/site.js";
import type { Guesses } from "../guesses/guesses.js";
import type { ServedLedger } from "../ledger/served.js";
import { type FileRef, feedOfType, fileKey, typesOfFeed } from "../siem/siem-archive.js";
import type { EncodedFile, SiemFiles } from "../siem/siem-files.js";
import type { Leniency } from "../strictness/leniency.js";
import { type Answer, refuse } from "../wire/answer.js";
import { wireErrors } from "../wire/errors.js";
import type { TokenMint } from "../wire/tokens.js";
import type { Redeliveries } from "./redeliveries.js";

const gzipAsync = promisify(gzip);

export const objectRoot = "/object-store";
const mailRoot = `${objectRoot}/mail`;

/** Looks a file of mail up by its id. */
type MailSource = (id: string, shelf: ShelfName) => MailFile | null;

interface Download {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly now: number;
  readonly oldest: number;
}

type LinkGuesses = Pick<Guesses, "downloadLinkMinutes" | "expiredLinkStatus">;

/** The storage behind batch listings and files of mail: presigned links, no other authentication. */
export class ObjectStore {
  private readonly files: SiemFiles;
  private readonly mint: TokenMint;
  private readonly faults: FaultInjector;
  private readonly served: ServedLedger;
  private readonly guesses: LinkGuesses;
  private readonly leniency: Leniency;
  private readonly findMail: MailSource;
  readonly redeliveries: Redeliveries;
  private baseUrl = "";
  private links = 0;

  constructor(options: {
    readonly files: SiemFiles;
    readonly mint: TokenMint;
    readonly faults: FaultInjector;
    readonly served: ServedLedger;
    readonly guesses: LinkGuesses;
    readonly leniency: Leniency;
    readonly findMail: MailSource;
    readonly redeliveries: Redeliveries;
  }) {
    this.files = options.files;
    this.mint = options.mint;
    this.faults = options.faults;
    this.served = options.served;
    this.guesses = options.guesses;
    this.leniency = options.leniency;
    this.findMail = options.findMail;
    this.redeliveries = options.redeliveries;
  }

  private get linkMs(): number {
    return this.guesses.downloadLinkMinutes * minuteMs;
  }

  openAt(baseUrl: string): void {
    this.baseUrl = baseUrl;
  }

  async measure(ref: FileRef): Promise<number> {
    if (this.redeliveries.of(ref) !== null) return (await this.read(ref)).bytes.length;
    return (await this.files.describe(ref, "2.0-gzip")).size;
  }

  /** A link good for a while: same path each time, another signature. */
  presign(ref: FileRef, now: number): { url: string; expiry: string } {
    return this.sign(pathOf(ref, this.files.archive.batchMs), now);
  }

  /** The same for a file of mail. */
  presignMail(file: { readonly shelf: ShelfName; readonly id: string }, now: number): { url: string } {
    return this.sign(`${mailRoot}/${file.shelf}/${file.id}`, now);
  }

  private sign(path: string, now: number): { url: string; expiry: string } {
    this.links += 1;
    const issuedAt = Math.floor(now / 1000) * 1000;
    const stamp = `${new Date(issuedAt).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const nonce = this.links.toString(36);
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Date": stamp,
      "X-Amz-Expires": String(this.linkMs / 1000),
      "X-Amz-Security-Token": nonce,
      "X-Amz-Signature": this.mint.signHex(`${path}\n${stamp}\n${nonce}`),
    });
    const expiry = new Date(issuedAt + this.linkMs).toISOString();
    return { url: `${this.baseUrl}${path}?${query.toString()}`, expiry };
  }

  /** Throws what the store refuses. */
  async download(request: Download): Promise<Answer> {
    const { path } = request;
    this.leniency.tolerate(
      "links",
      () => this.checkLink(request),
      () => {},
    );
    const ref = refOf(path);
    const site = {
      ...downloadSite(path),
      object: path,
      ...(ref === null ? {} : { type: ref.type }),
    } as const;
    if (this.faults.take("expired-link", site) !== null)
      throw refuse(this.expired(), "fault injected: expired-link");
    if (path.startsWith(`${mailRoot}/`)) return this.serveMail(path);
    if (ref === null || ref.batch < request.oldest) {
      return wireErrors.storage(404, "NoSuchKey", "The specified key does not exist.");
    }
    return this.serve(ref, site);
  }

  private checkLink({ path, query, authorization, now }: Download): void {
    if (authorization !== undefined) {
      // As S3 does.
      throw refuse(
        wireErrors.storage(400, "InvalidArgument", "Only one auth mechanism allowed"),
        "a link is signed itself: the Authorization header has no business here",
      );
    }
    const stamp = query.get("X-Amz-Date") ?? "";
    const signed = this.mint.signHex(`${path}\n${stamp}\n${query.get("X-Amz-Security-Token") ?? ""}`);
    if (query.get("X-Amz-Signature") !== signed) {
      const message = "The request signature we calculated does not match";
      throw refuse(
        wireErrors.storage(403, "SignatureDoesNotMatch", message),
        "the link was changed or cut off: its path, date or token is not what was signed",
      );
    }
    const issuedAt = Date.parse(
      stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
    );
    if (now < issuedAt + this.linkMs) return;
    const age = Math.floor((now - issuedAt) / minuteMs);
    throw refuse(
      this.expired(),
      `the link is ${age} minutes old, and good for ${this.guesses.downloadLinkMinutes}: the same page lists the file again`,
    );
  }

  private expired(): Answer {
    return wireErrors.storage(this.guesses.expiredLinkStatus, "AccessDenied", "Request has expired");
  }

  private serveMail(path: string): Answer {
    const [, , , shelf, id = ""] = path.split("/");
    const file = isShelfName(shelf) ? this.findMail(id, shelf) : null;
    return file === null
      ? wireErrors.storage(404, "NoSuchKey", "The specified key does not exist.")
      : answerMailFile(file);
  }

  private async serve(ref: FileRef, site: FaultSite & { readonly object: string }): Promise<Answer> {
    const { bytes, parts } = await this.read(ref);
    const headers = { "content-type": "binary/octet-stream", etag: `"${fileKey(ref)}-${bytes.length}"` };
    const damage = this.faults.take("corrupt-gzip", site);
    if (damage !== null) {
      return {
        status: 200,
        headers,
        body: spoil(bytes, damage.damage ?? "truncated"),
        refused: "corrupt-gzip",
        explanation: "fault injected: corrupt-gzip",
      };
    }
    const broken = this.faults.take("broken-line", site) !== null;
    const sent = () => {
      for (const part of parts) this.served.addFile(feedOfType(ref.type), part);
    };
    return {
      status: 200,
      headers,
      body: broken ? await insertBrokenLine(bytes) : bytes,
      refused: null,
      sent,
    };
  }

  /** A file's bytes, and the files whose lines are in them. */
  private async read(ref: FileRef): Promise<{ bytes: Buffer; parts: readonly EncodedFile[] }> {
    const file = await this.files.get(ref, "2.0-gzip");
    const earlier = this.redeliveries.of(ref);
    if (earlier === null) return { bytes: file.bytes, parts: [file] };
    const parts = [file, await this.files.get(earlier, "2.0-gzip")].filter((part) => part.lines > 0);
    const lines = Buffer.concat(parts.map((part) => gunzipSync(part.bytes)));
    return { bytes: await gzipAsync(lines), parts };
  }
}

/** A download as a place for faults: they are aimed at it by the operation whose answer links to the file. */
export function downloadSite(path: string): FaultSite {
  return { operation: linkedBy(path), generation: "2.0", path: "download", effect: "read" };
}

function linkedBy(path: string): "siem.batch.cg" | "siem.batch.ci" | ShelfName {
  const shelf = path.split("/")[3];
  if (isShelfName(shelf)) return shelf;
  return path.startsWith(`${objectRoot}/batch/ci/`) ? "siem.batch.ci" : "siem.batch.cg";
}

function pathOf(ref: FileRef, batchMs: number): string {
  const day = new Date(ref.batch * batchMs).toISOString().slice(0, 10);
  const type = ref.type.replaceAll(" ", "_");
  const subtype = ref.subtype === undefined ? "" : `/${encodeURIComponent(ref.subtype)}`;
  return `${objectRoot}/batch/${feedOfType(ref.type) === "siem-ci" ? "ci" : "cg"}/${type}${subtype}/${day}/${ref.batch}-part-${String(ref.part).padStart(4, "0")}.json.gz`;
}

function refOf(path: string): FileRef | null {
  const match =
    /\/batch\/c[gi]\/([a-z_]+)(?:\/([^/]+))?\/\d{4}-\d{2}-\d{2}\/(-?\d+)-part-(\d+)\.json\.gz$/.exec(path);
  const types = [...typesOfFeed["siem-2.0"], ...typesOfFeed["siem-ci"]];
  const type = types.find((candidate) => candidate.replaceAll(" ", "_") === match?.[1]);
  if (match === null || type === undefined) return null;
  const ref = { batch: Number(match[3]), type, part: Number(match[4]) };
  return match[2] === undefined ? ref : { ...ref, subtype: decodeURIComponent(match[2]) };
}

function spoil(bytes: Buffer, damage: "truncated" | "scrambled"): Buffer {
  const half = Math.floor(bytes.length / 2);
  if (damage === "truncated") return bytes.subarray(0, half);
  const scrambled = Buffer.from(bytes);
  scrambled.fill(0x5a, Math.min(half, 10), Math.max(half, 12));
  return scrambled;
}

/** After the first true line comes one that is no JSON, and a blank one. */
async function insertBrokenLine(bytes: Buffer): Promise<Buffer> {
  const [first = "", ...others] = gunzipSync(bytes).toString().split("\n");
  return gzipAsync([first, '{"processingId":"broken","timestamp":17', "", ...others].join("\n"));
}
