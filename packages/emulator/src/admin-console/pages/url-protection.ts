import { ConsoleRefusal } from "../../administration/refusal.js";
import { composeUrl, takeUrlApart } from "../../console/managed-urls.js";
import { noteManagedUrl } from "../../logs/audit-trail.js";
import { actionButton, Fields, sent } from "../fields.js";
import { html } from "../html.js";
import type { Page, PageCall } from "../page.js";
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
  take(call) {
    const { emulation, actor, form } = call;
    const who = { actor: actor.emailAddress, emulation };
    if (sent(form, "do") === "remove") {
      const removed = emulation.managedUrls.remove(sent(form, "id"), emulation.clock.now());
      if (removed === null) throw new ConsoleRefusal("This entry is gone already.");
      noteManagedUrl("Managed URL Deleted", removed, who);
    } else {
      noteManagedUrl("Managed URL Created", addUrl(call), who);
    }
    emulation.forgetFuture();
    return { goTo: root };
  },
};

function addUrl({ emulation, form }: PageCall) {
  const { managedUrls, clock, mint } = emulation;
  const parts = takeUrlApart(sent(form, "url").trim());
  if (parts === null)
    throw new ConsoleRefusal("URL takes an http or https address without a fragment.", "URL");
  if (managedUrls.find(composeUrl(parts)) !== null) {
    throw new ConsoleRefusal("There is an entry for this URL already: remove it first.", "URL");
  }
  return managedUrls.add(
    {
      ...parts,
      matchType: sent(form, "match") === "domain" ? "domain" : "explicit",
      action: sent(form, "action") === "permit" ? "permit" : "block",
      comment: sent(form, "comment"),
      disableUserAwareness: false,
      disableRewrite: false,
      disableLogClick: false,
    },
    { now: clock.now(), makeId: (serial) => mint.blob("managed-url", serial) },
  );
}
