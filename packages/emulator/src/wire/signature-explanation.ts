import { createHmac } from "node:crypto";
import type { AccountAdministration } from "../administration/administration.js";
import type { Application1Account } from "../administration/application1.js";
import type { Binding } from "../administration/binding.js";
import type { Emulation } from "../tenant/emulation.js";
import { computeSignature, isSameSignature, type SignedParts } from "./signature.js";
import type { Visitor } from "./visitor.js";

/** What a client may have done wrong, found by doing the same. No answer shows it; the request log does. */

export interface SentSignature {
  readonly visitor: Pick<Visitor, "path" | "target" | "header">;
  readonly date: string;
  readonly requestId: string;
  readonly application: Application1Account;
  readonly binding: Binding;
  readonly signature: string;
}

interface Suspicion {
  readonly words: string;
  readonly signature: string;
}

/** Why the signature is not the one the tenant computes. */
export function explainSignature(sent: SentSignature, administration: AccountAdministration): string {
  const { signature } = sent;
  const found = [...suspectPaths(sent), ...suspectKeys(sent, administration), ...suspectForms(sent)].find(
    (suspicion) => isSameSignature(suspicion.signature, signature),
  );
  return `signature differs: ${found?.words ?? "the secret key or the application key is not the one that belongs to the access key"}`;
}

function partsOf(sent: SentSignature): SignedParts {
  const { date, requestId, application, visitor } = sent;
  return { date, requestId, path: visitor.path, applicationKey: application.applicationKey };
}

function suspectPaths(sent: SentSignature): Suspicion[] {
  const { path, target, header } = sent.visitor;
  const host = header("host") ?? "";
  const parent = path.slice(0, path.lastIndexOf("/"));
  const candidates: readonly (readonly [string, string])[] = [
    [target, "the path was signed with the query string"],
    [path.slice(1), "the path was signed without its leading slash"],
    [`${path}/`, "the path was signed with a slash at its end"],
    [parent, "only a part of the path was signed"],
    ["", "no path was signed"],
    [`http://${host}${path}`, "the whole URL was signed, not the path alone"],
    [`https://${host}${path}`, "the whole URL was signed, not the path alone"],
    [path.toUpperCase(), "the path was signed in capitals"],
  ];
  return candidates.map(([signed, words]) => ({
    words,
    signature: computeSignature({ ...partsOf(sent), path: signed }, sent.binding.secretKey),
  }));
}

function suspectKeys(sent: SentSignature, administration: AccountAdministration): Suspicion[] {
  const parts = partsOf(sent);
  const { application, binding } = sent;
  const sign = (applicationKey: string, secretKey: string) =>
    computeSignature({ ...parts, applicationKey }, secretKey);
  const others = administration.applications1.filter((candidate) => candidate !== application);
  const bindings = [...administration.listBindings()].filter((candidate) => candidate !== binding);
  return [
    {
      words: "the application id was signed in the place of the application key",
      signature: sign(application.applicationId, binding.secretKey),
    },
    {
      words: "the access key was used as secret key",
      signature: sign(application.applicationKey, binding.accessKey),
    },
    {
      words: "the application key was used as secret key",
      signature: sign(application.applicationKey, application.applicationKey),
    },
    ...others.map((other) => ({
      words: `keys of two sets: the application key is that of ${other.name}`,
      signature: sign(other.applicationKey, binding.secretKey),
    })),
    ...bindings.map((other) => ({
      words: "keys of two sets: the secret key belongs to another access key",
      signature: sign(application.applicationKey, other.secretKey),
    })),
  ];
}

function suspectForms(sent: SentSignature): Suspicion[] {
  const { date, requestId, path, applicationKey } = partsOf(sent);
  const text = `${date}:${requestId}:${path}:${applicationKey}`;
  const { secretKey } = sent.binding;
  const decoded = Buffer.from(secretKey, "base64");
  const digest = (hash: string, key: Buffer | string) => createHmac(hash, key).update(text);
  const otherDate = date.endsWith("UTC") ? date.replace("UTC", "GMT") : date.replace("GMT", "UTC");
  const right = digest("sha1", decoded).digest("base64");
  return [
    {
      words: "the secret key was used as text: it has to be decoded from base64 first",
      signature: digest("sha1", secretKey).digest("base64"),
    },
    {
      words: "it is hexadecimal, and should be base64",
      signature: digest("sha1", decoded).digest("hex"),
    },
    {
      words: "it is base64 of the hexadecimal digest, and should be base64 of its bytes",
      signature: Buffer.from(digest("sha1", decoded).digest("hex")).toString("base64"),
    },
    { words: "its padding is missing", signature: right.replace(/=+$/, "") },
    {
      words: "it is URL-safe base64, and should be standard base64",
      signature: right.replaceAll("+", "-").replaceAll("/", "_"),
    },
    {
      words: "it was made with SHA-256, and should be made with SHA-1",
      signature: digest("sha256", decoded).digest("base64"),
    },
    {
      words: "the date was signed with another zone word than x-mc-date has",
      signature: computeSignature({ date: otherDate, requestId, path, applicationKey }, secretKey),
    },
  ];
}

/** Why no keys go by the access key of a call. */
export function explainUnknownKey(call: {
  readonly authorization: string;
  readonly accessKey: string;
  readonly emulation: Pick<Emulation, "administration">;
}): string {
  const { authorization, accessKey } = call;
  const { administration } = call.emulation;
  if (accessKey === "") {
    return authorization.startsWith("MC ")
      ? "the Authorization header should be MC, a space, the access key, a colon and the signature"
      : "the Authorization header doesn't begin with MC";
  }
  const bindings = [...administration.listBindings()];
  if (bindings.some(({ secretKey }) => secretKey === accessKey)) {
    return "the secret key was sent in the place of the access key";
  }
  const application = administration.applications1.find(
    (candidate) => candidate.applicationId === accessKey || candidate.applicationKey === accessKey,
  );
  if (application !== undefined) {
    return "the application id or application key was sent in the place of the access key";
  }
  const trimmed = trimPasted(accessKey);
  if (bindings.some((binding) => binding.accessKey === trimmed)) {
    return "the access key has spaces or quotes around it";
  }
  const longer = bindings.some((binding) => isPrefixOf(accessKey, binding.accessKey));
  return longer ? "the access key is cut off" : "nobody's access key: mistyped, or of another tenant";
}

export function explainUnknownApplication(
  applicationId: string,
  administration: AccountAdministration,
): string {
  const { applications1 } = administration;
  const deleted = applications1.find((candidate) => candidate.applicationId === applicationId);
  if (deleted !== undefined) return `the application ${deleted.name} has been deleted`;
  if (applications1.some((candidate) => candidate.applicationKey === applicationId)) {
    return "the application key was sent in the place of the application id";
  }
  const bindings = [...administration.listBindings()];
  if (bindings.some((binding) => [binding.accessKey, binding.secretKey].includes(applicationId))) {
    return "the access or secret key was sent in the place of the application id";
  }
  const trimmed = trimPasted(applicationId);
  const near = applications1.find(
    (candidate) => candidate.applicationId.toLowerCase() === trimmed.toLowerCase(),
  );
  if (near !== undefined) return "the application id has spaces or quotes around it, or other capitals";
  const isCut = applications1.some((candidate) => isPrefixOf(applicationId, candidate.applicationId));
  return isCut ? "the application id is cut off" : "no application has this id";
}

/** Without what a hasty copy brings along. */
export function trimPasted(text: string): string {
  return text.replace(/^[\s"'`“”]+|[\s"'`“”]+$/g, "");
}

export function isPrefixOf(text: string, whole: string): boolean {
  return text.length >= 4 && text.length < whole.length && whole.startsWith(text);
}
