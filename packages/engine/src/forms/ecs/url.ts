import type { FormDocument } from "../event.js";
import { readUrlParts } from "../url-parts.js";

const longestExtension = 16;

/** The `url` object of ECS: the text as it came, and its parts where it has any. */
export function describeUrl(text: string): FormDocument {
  const url: FormDocument = { original: text, full: text };
  const parts = readUrlParts(text);
  if (parts === null) return url;
  const { scheme, host, port, path, query, fragment } = parts;
  if (scheme !== undefined) url["scheme"] = scheme;
  if (host !== undefined) url["domain"] = host;
  if (port !== undefined) url["port"] = port;
  if (path !== undefined) {
    url["path"] = path;
    const extension = readExtension(path);
    if (extension !== null) url["extension"] = extension;
  }
  if (query !== undefined) url["query"] = query;
  if (fragment !== undefined) url["fragment"] = fragment;
  return url;
}

function readExtension(path: string): string | null {
  const dot = path.lastIndexOf(".");
  if (dot < 1 || path.length - dot - 1 > longestExtension || path[dot - 1] === "/") return null;
  const extension = path.slice(dot + 1);
  return /^[a-z0-9]+$/i.test(extension) ? extension : null;
}
