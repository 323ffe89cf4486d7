import type { FormDocument } from "../event.js";

const urlPattern =
  /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d{1,5}))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** The `url` object of ECS: the text as it came, and its parts where it has any. */
export function describeUrl(text: string): FormDocument {
  const parts = urlPattern.exec(text);
  if (parts === null) return { original: text };
  const [, scheme, domain = "", port, path = "", query, fragment] = parts;
  const extension = /[^/]\.([a-z0-9]{1,16})$/i.exec(path)?.[1];
  return {
    original: text,
    full: text,
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    ...(domain === "" ? {} : { domain: domain.toLowerCase() }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(path === "" ? {} : { path }),
    ...(extension === undefined ? {} : { extension }),
    ...(query === undefined || query === "" ? {} : { query }),
    ...(fragment === undefined || fragment === "" ? {} : { fragment }),
  };
}
