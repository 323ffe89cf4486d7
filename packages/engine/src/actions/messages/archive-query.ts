/** What a search of the archive looks for. */
export interface ArchiveSearch {
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly within: string;
  readonly attachments: string;
}

const fields = [
  "attachmentcount",
  "status",
  "subject",
  "size",
  "receiveddate",
  "displayfrom",
  "displayfromaddress",
  "displayto",
  "displaytoaddresslist",
  "id",
  "smash",
];

/** The vendor's XML query. Its `sent` knows one side: with both, the recipient is looked for in the answer. */
export function writeArchiveQuery(
  { text, from, to, within, attachments }: ArchiveSearch,
  page: { readonly size: number; readonly start: number },
): string {
  const side = from === undefined ? "to" : "from";
  const sent = from ?? to;
  return [
    '<?xml version="1.0"?>',
    '<xmlquery trace="iql,muse">',
    `<metadata query-type="emailarchive" archive="true" active="false" page-size="${String(page.size)}" startrow="${String(page.start)}">`,
    "<smartfolders/>",
    `<return-fields>${fields.map((name) => `<return-field>${name}</return-field>`).join("")}</return-fields>`,
    "</metadata>",
    "<muse>",
    `<text>${escapeXml(text ?? "")}</text>`,
    `<date select="${within}"/>`,
    sent === undefined ? "" : `<sent select="${side}">${escapeXml(sent)}</sent>`,
    `<docs select="${attachments}"></docs>`,
    "</muse>",
    "</xmlquery>",
  ].join("");
}

function escapeXml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&apos;")
      // No XML can carry other control characters.
      .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, " ")
  );
}
