import { type Html, html, nothing } from "./html.js";
import { link } from "./page.js";

/** How long keys are still to wait for, and the offer not to. */
export function waitNote(minutes: number, back: string): Html {
  if (minutes === 0) return nothing;
  const text = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return html`<form method="post" action="${link("/emulation")}" class="note"><p>Keys can be made in ${text}, by the tenant's clock.</p>
<input type="hidden" name="back" value="${back}"><button name="minutes" value="${minutes}">Move the clock on by ${text}</button></form>`;
}
