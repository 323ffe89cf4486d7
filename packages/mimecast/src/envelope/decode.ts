import type { Pagination } from "./answer.js";
import type { Failure } from "./failure.js";
import { readFailures } from "./failures.js";
import { type JsonObject, readList, readNumber, readObject, readText } from "./read.js";

/** What a body is. Only `json` can be a success with content; `empty` is one where nothing was to be said. */
export type DecodedBody =
  | {
      readonly form: "json";
      readonly body: unknown;
      readonly data: readonly unknown[];
      readonly fail: readonly Failure[];
      readonly metaStatus: number | null;
      readonly pagination: Pagination | null;
      /** Whether any of the vendor's own members is there: a captive portal can speak JSON too. */
      readonly isEnvelope: boolean;
    }
  | { readonly form: "empty" }
  | { readonly form: "unreadable"; readonly reason: string };

const envelopeMembers = [
  "meta",
  "data",
  "fail",
  "value",
  "error",
  "errors",
  "@nextPage",
  "isCaughtUp",
  "access_token",
];

/** Decodes any answer of either generation. Pure; never throws. */
export function decodeBody(bytes: Uint8Array): DecodedBody {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") return { form: "empty" };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { form: "unreadable", reason: describeText(text) };
  }
  if (Array.isArray(body)) {
    return {
      form: "json",
      body,
      data: body,
      fail: [],
      metaStatus: null,
      pagination: null,
      isEnvelope: false,
    };
  }
  const object = readObject(body);
  if (object === null) return { form: "unreadable", reason: "a bare JSON value instead of an object" };
  return {
    form: "json",
    body,
    data: readList(object["data"] ?? object["value"]),
    fail: readFailures(object),
    metaStatus: readNumber(readObject(object["meta"])?.["status"]),
    pagination: readPagination(object),
    isEnvelope: envelopeMembers.some((member) => object[member] !== undefined),
  };
}

function readPagination(body: JsonObject): Pagination | null {
  const meta = readObject(body["meta"]);
  const pagination = readObject(meta?.["pagination"]) ?? readObject(body["pagination"]);
  const next = readText(body["@nextPage"]) ?? readNext(pagination) ?? readNext(meta) ?? readNext(body);
  if (pagination === null && next === null) return null;
  return {
    next,
    pageSize: readNumber(pagination?.["pageSize"]),
    totalCount: readNumber(pagination?.["totalCount"]),
  };
}

/** Spellings of the newer REST resources, beside the `next` of the legacy envelope: no source names all of them. */
const nextNames = ["next", "nextPage", "nextPageToken", "nextToken", "nextCursor"];

function readNext(holder: JsonObject | null): string | null {
  for (const name of nextNames) {
    const next = readText(holder?.[name]);
    if (next !== null) return next;
  }
  return null;
}

function describeText(text: string): string {
  if (/^\s*<(!doctype html|html|head|body)/i.test(text)) return "an HTML page instead of JSON";
  if (text.startsWith("<")) return "XML instead of JSON";
  if (text.startsWith("{") || text.startsWith("[")) return "JSON that is cut off or damaged";
  return "text instead of JSON";
}
