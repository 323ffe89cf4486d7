import type { FormDocument } from "../event.js";

const urlPattern =
  /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d{1,5}))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

const longestExtension = 16;

/** The `url` object of ECS: the text as it came, and its parts where it has any. */
export function describeUrl(text: string): FormDocument {
  const url: FormDocument = { original: text };
  const parts = urlPattern.exec(text);
  if (parts === null) return url;
  const [, scheme, domain, port, path, query, fragment] = parts;
  url["full"] = text;
  if (scheme !== undefined) url["scheme"] = scheme.toLowerCase();
  if (domain !== undefined && domain !== "") url["domain"] = domain.toLowerCase();
  if (port !== undefined) url["port"] = Number(port);
  if (path !== undefined && path !== "") {
    url["path"] = path;
    const extension = readExtension(path);
    if (extension !== null) url["extension"] = extension;
  }
  if (query !== undefined && query !== "") url["query"] = query;
  if (fragment !== undefined && fragment !== "") url["fragment"] = fragment;
  return url;
}

function readExtension(path: string): string | null {
  const dot = path.lastIndexOf(".");
  if (dot < 1 || path.length - dot - 1 > longestExtension || path[dot - 1] === "/") return null;
  const extension = path.slice(dot + 1);
  return /^[a-z0-9]+$/i.test(extension) ? extension : null;
}
