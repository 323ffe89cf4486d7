import { copied, factList, revealed } from "./fields.js";
import { type Html, html } from "./html.js";

type Key = readonly [label: string, id: string, value: string];

/** Values to take away. */
export function keySheet(keys: readonly Key[], options: { readonly isHidden?: boolean } = {}): Html {
  const show = options.isHidden === true ? revealed : copied;
  return html`<div class="sheet">${factList(keys.map(([label, id, value]) => [label, show(id, { label, value })] as const))}</div>`;
}
