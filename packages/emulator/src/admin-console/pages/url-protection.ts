import { addManagedUrl, removeManagedUrl } from "../../console/administer-urls.js";
import { composeUrl } from "../../console/managed-urls.js";
import { actionButton, Fields, sent } from "../fields.js";
import { html } from "../html.js";
import type { Page } from "../page.js";
import { defang } from "../recent-rows.js";
import { state, table } from "../table.js";

const root = "/services/url-protection";

/** The account's managed URLs: what clicks are let through or stopped by. */
export const managedUrlList: Page = {
  path: root,
  show(call) {
    const fields = new Fields(call);
    return {
      title: "URL Protection: Managed URLs",
      path: ["Services", "URL Protection"],
      body: html`${table({
        caption: "Managed URLs",
        heads: ["URL", "Match", "Type", "Comment", ""],
        rows: call.emulation.managedUrls.list().map((entry) => [
          html`<code>${defang(composeUrl(entry))}</code>`,
          entry.matchType === "domain" ? "Domain" : "Explicit",
          state(entry.action === "permit" ? "Permit" : "Block", entry.action === "permit" ? "good" : "warn"),
          entry.comment,
          actionButton({
            label: "Remove",
            spoken: `Remove ${composeUrl(entry)}`,
            values: { do: "remove", id: entry.id },
          }),
        ]),
        empty: "No URL is blocked or permitted by hand.",
      })}
<form method="post" class="sheet"><h2>Add Managed URL</h2>
${fields.text({ name: "url", label: "URL", help: "With http:// or https://, without a fragment." })}
${fields.select({
  name: "action",
  label: "Type",
  choices: [
    ["block", "Block"],
    ["permit", "Permit"],
  ],
})}
${fields.select({
  name: "match",
  label: "Match",
  choices: [
    ["explicit", "Explicit: this very URL"],
    ["domain", "Domain: everything on it and below it"],
  ],
})}
${fields.text({ name: "comment", label: "Comment" })}
<button class="main">Save</button></form>`,
    };
  },
  take({ emulation, actor, form }) {
    const deed = { emulation, actor: actor.emailAddress };
    if (sent(form, "do") === "remove") removeManagedUrl(sent(form, "id"), deed);
    else {
      const draft = {
        url: sent(form, "url"),
        matchType: sent(form, "match") === "domain" ? ("domain" as const) : ("explicit" as const),
        action: sent(form, "action") === "permit" ? ("permit" as const) : ("block" as const),
        comment: sent(form, "comment"),
      };
      addManagedUrl(draft, deed);
    }
    return { goTo: root };
  },
};
