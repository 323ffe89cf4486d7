import type { Feed } from "../../tenant/feeds.js";
import type { JsonObject } from "../../wire/decode.js";
import type { HtmlValue } from "../html.js";
import { html } from "../html.js";
import type { Page } from "../page.js";
import { cell, defang, recentRows, timeCell } from "../recent-rows.js";
import { table } from "../table.js";

interface LogPage {
  readonly feed: Feed;
  readonly address: string;
  readonly path: readonly [menu: string, entry: string];
  readonly columns: readonly (readonly [head: string, show: (row: JsonObject) => HtmlValue])[];
  readonly empty: string;
}

const text = (field: string) => (row: JsonObject) => cell(row, field);

/** What the tenant's logs tell, with the same rows that a client collects. */
const logs: readonly LogPage[] = [
  {
    feed: "audit",
    address: "/account/logs",
    path: ["Account", "Logs"],
    columns: [
      ["Time (UTC)", (row) => timeCell(row, "eventTime")],
      ["Event", text("auditType")],
      ["User", text("user")],
      ["Details", text("eventInfo")],
    ],
    empty: "Nobody has changed anything yet.",
  },
  {
    feed: "ttp-url",
    address: "/monitoring/url-protection",
    path: ["Monitoring", "URL Protection"],
    columns: [
      ["Time (UTC)", (row) => timeCell(row, "date")],
      ["User", text("userEmailAddress")],
      ["URL", (row) => html`<code>${defang(cell(row, "url"))}</code>`],
      ["Action", text("action")],
      ["Scan", text("scanResult")],
      ["Override", text("adminOverride")],
    ],
    empty: "Nobody has clicked on a link yet.",
  },
  {
    feed: "rejections",
    address: "/monitoring/rejections",
    path: ["Monitoring", "Rejections"],
    columns: [
      ["Time (UTC)", (row) => timeCell(row, "created")],
      ["From", text("fromAddress")],
      ["To", text("toAddress")],
      ["Why", text("description")],
      ["Details", text("info")],
    ],
    empty: "No mail was refused yet.",
  },
];

export const logPages: readonly Page[] = logs.map(({ feed, address, path, columns, empty }) => ({
  path: address,
  show: (call) => ({
    title: path[1],
    path,
    body: html`<p class="quiet">The last two days, the latest first, as a client of the feed ${feed} is told them.</p>
${table({
  caption: path[1],
  heads: columns.map(([head]) => head),
  rows: recentRows(call, feed).map((row) => columns.map(([, show]) => show(row))),
  empty,
})}`,
  }),
}));
