import type { MimecastClient } from "@postern/mimecast";
import { PosternError } from "../../errors/index.js";
import type { Bounds, Item } from "../model/plan.js";
import { readRows } from "../model/read-all.js";
import { isRewritten, showUrl, type UrlInput } from "./url-text.js";

const operation = "ttp.url.decode-url";
// The catalogue's limit of one call.
const linksAtOnce = 25;

/** The URL behind each rewritten link, in the order asked for; null for one that can't be decoded. */
export async function* decodeLinks(
  client: MimecastClient,
  { links, signal }: { readonly links: readonly string[] } & Pick<Bounds, "signal">,
): AsyncGenerator<{ readonly link: string; readonly url: string | null }> {
  for (let start = 0; start < links.length; start += linksAtOnce) {
    const asked = links.slice(start, start + linksAtOnce);
    const answer = await client.call(operation, {
      data: asked.map((url) => ({ url })),
      partial: true,
      signal,
    });
    const rows = readRows(answer.data);
    // Rows come in the order asked for; what can't be decoded may be missing from them.
    for (const [index, link] of asked.entries()) {
      const row = rows.length === asked.length ? rows[index] : undefined;
      const url = row?.["success"] === false ? null : row?.["url"];
      yield { link, url: typeof url === "string" ? url : null };
    }
  }
}

/** Rewritten links given in the place of URLs become those, and repeats are dropped. Throws `plan-refused`. */
export async function decodeInputs<Input extends UrlInput & Item>(
  client: MimecastClient,
  { inputs, signal }: { readonly inputs: readonly Input[] } & Pick<Bounds, "signal">,
): Promise<readonly Item[]> {
  const links = [...new Set(inputs.map(({ url }) => url).filter(isRewritten))];
  const decoded = new Map<string, string>();
  for await (const { link, url } of decodeLinks(client, { links, signal })) {
    if (url === null || !URL.canParse(url) || isRewritten(url)) {
      throw new PosternError(
        "plan-refused",
        `Mimecast does not tell the URL behind ${showUrl(link)}: give that URL itself.`,
      );
    }
    const whole = new URL(url);
    // Browsers keep the fragment to themselves: the entry is the same without.
    whole.hash = "";
    decoded.set(link, whole.href);
  }
  const meant = inputs.map((input) => {
    const url = decoded.get(input.url);
    return url === undefined ? input : { ...input, url, decodedFrom: input.url };
  });
  // What was given as a URL and as its link is one target.
  const seen = new Set<string>();
  return meant.filter((input) => {
    const key = keyOf(input);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function keyOf({ url, matchType }: UrlInput): string {
  return `${matchType} ${matchType === "domain" ? new URL(url).host : url}`;
}
