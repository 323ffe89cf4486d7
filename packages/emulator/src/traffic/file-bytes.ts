import { createHash, type Hash } from "node:crypto";
import type { Attachment } from "./message.js";

/** How files of a kind begin; others begin with their text. */
const beginnings: Readonly<Record<string, string>> = {
  pdf: "%PDF-1.7\n",
  docx: "PK\u0003\u0004",
  xlsx: "PK\u0003\u0004",
  xlsm: "PK\u0003\u0004",
  zip: "PK\u0003\u0004",
  jpg: "\u00ff\u00d8\u00ff\u00e0",
  exe: "MZ",
};

const sentence = "A file of the emulated tenant, with nothing in it. ";
const blockBytes = 8192;
const block = Buffer.from(sentence.repeat(Math.ceil(blockBytes / sentence.length)).slice(0, blockBytes));
const tailBytes = 16;

const algorithms = ["md5", "sha1", "sha256"] as const;
type Algorithm = (typeof algorithms)[number];
export type FileHashes = Readonly<Record<Algorithm, string>>;

/** The hashes of an attachment's bytes: the same in every feed that tells of it. */
export function hashesOf(file: Attachment): FileHashes {
  return { md5: digest("md5", file), sha1: digest("sha1", file), sha256: sha256Of(file) };
}

export function sha256Of(file: Attachment): string {
  return digest("sha256", file);
}

/** What is in an attachment: a pure function of its kind, its size and its seed, or what somebody put into it. */
export function bytesOf(file: Attachment): Buffer {
  if (file.bytes !== undefined) return file.bytes;
  const body = bodyBytes(file);
  const bytes = Buffer.alloc(body + tailBytes, block);
  beginningOf(file.extension).copy(bytes);
  tailOf(file).copy(bytes, body);
  return bytes;
}

/** The hashes of an attachment as the members of a JSON object. */
export function writeHashes(file: Attachment | null): string {
  if (file === null) return '"md5":null,"sha1":null,"sha256":null';
  const { md5, sha1, sha256 } = hashesOf(file);
  return `"md5":"${md5}","sha1":"${sha1}","sha256":"${sha256}"`;
}

/** Files of a kind differ in their length and their last bytes alone: all but the last block was hashed before. */
function digest(algorithm: Algorithm, file: Attachment): string {
  if (file.bytes !== undefined) return createHash(algorithm).update(file.bytes).digest("hex");
  const body = bodyBytes(file);
  const blocks = Math.floor(body / blockBytes);
  if (blocks === 0) return createHash(algorithm).update(bytesOf(file)).digest("hex");
  return stateAfter(blocks, { algorithm, extension: file.extension })
    .copy()
    .update(block.subarray(0, body - blocks * blockBytes))
    .update(tailOf(file))
    .digest("hex");
}

/** A state goes on from the last one at a multiple of so many blocks: not all of them are made for the first file. */
const stride = 16;
const run = Buffer.concat(Array.from({ length: stride }, () => block));

const states = new Map<string, Map<number, Hash>>();

/** The hash of the first blocks of a kind of file, never finished: it is copied. */
function stateAfter(
  blocks: number,
  { algorithm, extension }: { readonly algorithm: Algorithm; readonly extension: string },
): Hash {
  const beginning = beginningOf(extension);
  const key = `${algorithm} ${beginning.toString("latin1")}`;
  const known = states.get(key) ?? new Map<number, Hash>();
  states.set(key, known);
  const kept = known.get(blocks);
  if (kept !== undefined) return kept;
  const done = Math.floor((blocks - 1) / stride) * stride;
  const state =
    done > 0
      ? stateAfter(done, { algorithm, extension }).copy()
      : createHash(algorithm).update(beginning).update(block.subarray(beginning.length));
  state.update(run.subarray(0, (blocks - Math.max(done, 1)) * blockBytes));
  known.set(blocks, state);
  return state;
}

function beginningOf(extension: string): Buffer {
  return Buffer.from(beginnings[extension] ?? "", "latin1");
}

function bodyBytes({ size }: Attachment): number {
  return Math.max(0, size - tailBytes);
}

function tailOf({ hashSeed }: Attachment): Buffer {
  return Buffer.from(hashSeed.toString(16).padStart(tailBytes, "0"), "latin1");
}
