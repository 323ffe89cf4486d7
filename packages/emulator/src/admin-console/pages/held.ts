import { decideHeld } from "../../console/administer-held.js";
import { rejectReasons } from "../../held/leaving.js";
import { sent } from "../fields.js";
import { html } from "../html.js";
import type { Page } from "../page.js";
import { cell, recentRows, timeCell } from "../recent-rows.js";
import { table } from "../table.js";

const root = "/monitoring/held";

/** The hold queue, and what an administrator decides about it. */
export const heldMessages: Page = {
  path: root,
  show: (call) => ({
    title: "Held",
    path: ["Monitoring", "Held"],
    body: html`<p class="quiet">Mail that waits for somebody to decide. What leaves this list is in the release log from that second on.</p>
${table({
  caption: "Held messages",
  heads: ["Received (UTC)", "From", "To", "Subject and Policy", ""],
  rows: recentRows(call, "held-messages").map((row) => {
    const what = `${cell(row, "subject")} to ${cell(row, "to.emailAddress")}`;
    return [
      timeCell(row, "dateReceived"),
      cell(row, "from.emailAddress"),
      cell(row, "to.emailAddress"),
      html`<div>${cell(row, "subject")}<br><span class="help">${cell(row, "policyInfo")}</span></div>`,
      html`<form method="post" class="tools"><input type="hidden" name="id" value="${cell(row, "id")}"><button name="do" value="release" aria-label="Release ${what}">Release</button><button name="do" value="reject" aria-label="Reject ${what}">Reject</button></form>`,
    ];
  }),
  empty: "Nothing is held.",
})}`,
  }),
  take({ emulation, actor, form }) {
    const id = sent(form, "id");
    const decision = sent(form, "do") === "release" ? { id } : { id, reason: rejectReasons[0] };
    decideHeld(decision, { emulation, actor: actor.emailAddress });
    return { goTo: root };
  },
};
