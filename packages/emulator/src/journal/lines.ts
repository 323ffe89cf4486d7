import { readFileSync } from "node:fs";
import { isObject, parseJson } from "../wire/decode.js";
import type { Entry, Header, Picture } from "./entry.js";
import { TenantFileError } from "./file-error.js";

/** 1: one account, and acts alone. */
export const formatVersion = 2;
const signature = '{"postern":"emulated-tenant"';
const pictureStart = '{"picture":';

/** A tenant's file, taken apart. */
export interface Content {
  /** Null in a file that is new. */
  readonly header: Header | null;
  readonly picture: Picture | null;
  readonly entries: readonly Entry[];
  /** Of header and picture, in bytes. */
  readonly actsStart: number;
  /** Of all lines that are whole. */
  readonly length: number;
}

/** Throws TenantFileError. */
export function readFile(path: string): Content {
  const text = readFileSync(path, "utf8");
  const end = text.lastIndexOf("\n") + 1;
  const isOurs = text.startsWith(signature) || signature.startsWith(text);
  if (!isOurs) throw new TenantFileError("not-a-tenant", `${path} is not the file of an emulated tenant.`);
  if (end === 0) return { header: null, picture: null, entries: [], actsStart: 0, length: 0 };
  const lines = text.slice(0, end - 1).split("\n");
  const [first = "", second = ""] = lines;
  const header = readHeader(path, first);
  const hasPicture = second.startsWith(pictureStart);
  const head = hasPicture ? 2 : 1;
  return {
    header,
    picture: hasPicture ? readPicture(path, second) : null,
    entries: lines.slice(head).map((line, index) => readEntry(line, `${path}: line ${index + head + 1}`)),
    actsStart: lines.slice(0, head).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
    length: Buffer.byteLength(text.slice(0, end)),
  };
}

/** `place` says which line it is. */
export function readEntry(line: string, place: string): Entry {
  const entry = parseJson(line);
  if (isEntry(entry)) return entry;
  throw new TenantFileError("damaged", `${place} is spoilt. Take a copy from before.`);
}

function readHeader(path: string, line: string): Header {
  const header = parseJson(line);
  if (!isHeader(header)) throw new TenantFileError("damaged", `${path}: its first line is spoilt.`);
  if (header.version > formatVersion) {
    throw new TenantFileError(
      "newer-version",
      `${path} was written by a newer version of Postern (format ${header.version}, this one knows ${formatVersion}): update Postern.`,
    );
  }
  return header;
}

function readPicture(path: string, line: string): Picture {
  const parsed = parseJson(line);
  const picture = isObject(parsed) ? parsed["picture"] : null;
  if (isPicture(picture)) return picture;
  throw new TenantFileError("damaged", `${path}: line 2 is spoilt. Take a copy from before.`);
}

/** What the signature says is ours was written by us: a look at its shape is enough. */
function isHeader(value: unknown): value is Header {
  return isObject(value) && typeof value["version"] === "number" && isObject(value["options"]);
}

function isPicture(value: unknown): value is Picture {
  return isObject(value) && typeof value["code"] === "string" && Array.isArray(value["accounts"]);
}

function isEntry(value: unknown): value is Entry {
  return isObject(value) && typeof value["at"] === "number";
}
