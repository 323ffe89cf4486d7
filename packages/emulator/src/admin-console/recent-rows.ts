import { dayMs } from "../clock/spans.js";
import type { Feed } from "../tenant/feeds.js";
import { isObject, type JsonObject, parseJson, readObject, readText } from "../wire/decode.js";
import { type Html, html } from "./html.js";
import type { PageCall } from "./page.js";

const shownDays = 2;
const mostRows = 200;

/** What a feed has of the last two days, the latest first: what a client would be told. */
export function recentRows({ tenant, clock }: PageCall, feed: Feed): readonly JsonObject[] {
  const rows: JsonObject[] = [];
  for (const { raw } of tenant.truth(feed, { from: clock.now() - shownDays * dayMs })) {
    const row = parseJson(raw);
    if (isObject(row)) rows.push(row);
  }
  return rows.reverse().slice(0, mostRows);
}

/** A field of a row, or one within one: `from.emailAddress`. Empty for none. */
export function cell(row: JsonObject, field: string): string {
  const [outer = "", inner] = field.split(".");
  return (inner === undefined ? readText(row, outer) : readText(readObject(row, outer), inner)) ?? "";
}

/** A time as the vendor writes it, for people. */
export function timeCell(row: JsonObject, field: string): Html {
  const text = cell(row, field);
  return html`<time datetime="${text}">${text.replace("T", " ").slice(0, 16)}</time>`;
}

/** Links of attackers must not be followed by mistake, not even from here. */
export function defang(url: string): string {
  return url.replace(/^http/i, "hxxp").replace(/\./g, "[.]");
}
