/** A host as it may be shown: no terminal makes a link of it. */
export function defangHost(host: string): string {
  return host.replaceAll(".", "[.]");
}

/** A URL as it may be shown: `hxxps://evil[.]example/path`. With or without a scheme. */
export function defangUrl(url: string): string {
  const start = /^(?:([a-z][a-z0-9+-]*):)?([\\/]*)([^\\/?#]*)/i.exec(url);
  const [whole = "", scheme, slashes = "", host = ""] = start ?? [];
  const disarmed = scheme === undefined ? "" : defangScheme(scheme);
  return `${disarmed}${slashes}${defangHost(host)}${defangInside(url.slice(whole.length))}`;
}

/** The inverse, for what somebody copies from the screen into a command. */
export function refang(text: string): string {
  return text
    .replaceAll("[.]", ".")
    .replaceAll("[:]", ":")
    .replace(/\b(?:hxxps?|fxps?):/gi, (scheme) => scheme.replaceAll("x", "t").replaceAll("X", "T"));
}

/** URLs inside a path or a query: terminals make links of those as well. */
function defangInside(rest: string): string {
  return rest
    .replace(
      /([a-z][a-z0-9+-]*):([\\/]{2})([^\\/?#&\s]*)/gi,
      (_, scheme: string, slashes: string, host: string) =>
        `${defangScheme(scheme)}${slashes}${defangHost(host)}`,
    )
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}[.]`);
}

function defangScheme(scheme: string): string {
  if (!/^(?:https?|ftps?)$/i.test(scheme)) return `${scheme}[:]`;
  return `${scheme.replaceAll("t", "x").replaceAll("T", "X")}:`;
}
