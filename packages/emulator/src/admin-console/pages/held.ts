import { ConsoleRefusal } from "../../administration/refusal.js";
import { rejectReasons } from "../../held/leaving.js";
import { noteHold } from "../../logs/audit-trail.js";
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
  take({ tenant, emulation, actor, form }) {
    const id = sent(form, "id");
    const isRelease = sent(form, "do") === "release";
    try {
      if (isRelease) tenant.hold.release(id);
      else tenant.hold.reject(id, rejectReasons[0]);
    } catch {
      throw new ConsoleRefusal("This message is not held any more.");
    }
    const what = isRelease ? "Held Message Released" : "Held Message Rejected";
    noteHold(what, id, { actor: actor.emailAddress, emulation });
    return { goTo: root };
  },
};
