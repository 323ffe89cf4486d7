import { type Html, type HtmlValue, html, nothing } from "./html.js";

/** A table that scrolls sideways where it is too wide and is a list on a phone, or a line that says why there is none. */
export function table(options: {
  /** What it lists, for those who can't see it. */
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly HtmlValue[])[];
  readonly empty: string;
}): Html {
  const { caption, heads, rows, empty } = options;
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption class="unseen">${caption}</caption><thead><tr>${heads.map((head) => (head === "" ? html`<td></td>` : html`<th scope="col">${head}</th>`))}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell, column) => html`<td data-head="${heads[column] ?? ""}">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** What can be done with one row, behind three dots; a right click on the row opens it too where scripts run. */
export function rowMenu(name: string, entries: readonly Html[]): Html {
  return html`<details class="row-menu"><summary aria-label="More for ${name}">…</summary><div>${entries}</div></details>`;
}

export function state(text: string, kind: "good" | "off" | "warn"): Html {
  return html`<span class="state ${kind}">${text}</span>`;
}

/** Tabs that are pages of their own. */
export function tabs(
  label: string,
  entries: readonly { readonly text: string; readonly href: string; readonly isCurrent: boolean }[],
): Html {
  return html`<nav class="tabs" aria-label="${label}">${entries.map(({ text, href, isCurrent }) => html`<a href="${href}"${isCurrent ? html` aria-current="page"` : nothing}>${text}</a>`)}</nav>`;
}
