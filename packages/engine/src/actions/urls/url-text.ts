import { domainToUnicode } from "node:url";
import { z } from "zod";

export const matchTypes = ["explicit", "domain"] as const;

/** What every action on a URL is given; of a whole domain its name will do. */
export const urlFields = {
  url: z
    .string()
    .describe("a whole http or https URL, or a link as Mimecast rewrote it; of a domain its name will do"),
  matchType: z.enum(matchTypes).default("explicit").describe("this URL alone, or every URL on its host"),
  decodedFrom: z
    .string()
    .refine((text) => URL.canParse(text) && isRewritten(text), "must be a link as Mimecast rewrote it")
    .optional()
    .describe("the rewritten link that the URL was decoded from; filled in where one is given as the URL"),
};

export interface UrlInput {
  readonly url: string;
  readonly matchType: (typeof matchTypes)[number];
  readonly decodedFrom?: string | undefined;
}

/** Puts the URL into its normal form: host in punycode, and for a whole domain nothing behind it. */
export function normaliseUrl<Input extends UrlInput>(input: Input, context: z.RefinementCtx): Input {
  const isDomain = input.matchType === "domain";
  const text = input.url.trim();
  const whole = isDomain && !/^[a-z][a-z0-9+.-]*:/i.test(text) ? `https://${text}/` : text;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) {
    const isLink = isRewritten(url.href);
    return { ...input, url: isDomain && !isLink ? `${url.protocol}//${url.host}/` : url.href };
  }
  context.addIssue({
    code: "custom",
    path: ["url"],
    message: "must be a whole URL that begins with http:// or https://",
  });
  return z.NEVER;
}

/** A link as Mimecast puts it into mail in the place of a URL (actions reference, 2.4). */
export function isRewritten(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    /^protect(?:-[a-z0-9]+)?\.mimecast\.com$/.test(hostname) || hostname.endsWith(".mimecastprotect.com")
  );
}

const longestShown = 200;

/** For sentences: a URL of kilobytes is cut short, and a host in punycode is told in the letters of its language. */
export function showUrl(url: string): string {
  const cut =
    url.length > longestShown ? `${url.slice(0, longestShown)}… (${String(url.length)} characters)` : url;
  const { hostname } = new URL(url);
  const unicode = domainToUnicode(hostname);
  return unicode === hostname || unicode === "" ? cut : `${cut} (${unicode})`;
}

export function describeUrl({ url, matchType, decodedFrom }: UrlInput): string {
  const { hostname, port } = new URL(url);
  const host = port === "" ? hostname : `${hostname}:${port}`;
  const what = matchType === "domain" ? `every URL on ${showHost(hostname, host)}` : showUrl(url);
  return decodedFrom === undefined ? what : `${what} (decoded from ${showUrl(decodedFrom)})`;
}

function showHost(hostname: string, host: string): string {
  const unicode = domainToUnicode(hostname);
  return unicode === hostname || unicode === "" ? host : `${host} (${unicode})`;
}
