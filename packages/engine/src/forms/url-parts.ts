const urlPattern =
  /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d{1,5}))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** The parts of a URL as they stand in its text; what it lacks is undefined. */
export interface UrlParts {
  readonly scheme: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/** Takes a URL apart without decoding or correcting anything; null for a text that is none. */
export function readUrlParts(text: string): UrlParts | null {
  const parts = urlPattern.exec(text);
  if (parts === null) return null;
  const [, scheme, host, port, path, query, fragment] = parts;
  return {
    scheme: scheme?.toLowerCase(),
    host: filled(host)?.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    path: filled(path),
    query: filled(query),
    fragment: filled(fragment),
  };
}

function filled(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
