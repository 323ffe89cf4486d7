import { ConsoleRefusal } from "../../administration/refusal.js";
import type { ArmedFault } from "../../faults/fault-injector.js";
import { parseFault } from "../../faults/read-fault.js";
import { declarationOf, faultKinds } from "../../faults/table/index.js";
import { feeds } from "../../tenant/feeds.js";
import { actionButton, Fields, sent } from "../fields.js";
import { html } from "../html.js";
import type { Page, PageCall } from "../page.js";
import { table } from "../table.js";

const root = "/emulation/faults";
const times = ["1", "3", "10", "forever"] as const;

/** What goes wrong on purpose: which faults wait, and one more. */
export const faultsPage: Page = {
  path: root,
  show(call) {
    const fields = new Fields(call);
    const armed = call.tenant.faults.list();
    return {
      title: "Faults",
      path: ["Emulation", "Faults"],
      body: html`${table({
        caption: "Faults",
        heads: ["Fault", "Where and when", "Struck", "Left", ""],
        rows: armed.map((fault) => [
          fault.fault.kind,
          describeAim(fault),
          fault.struck,
          Number.isFinite(fault.left) ? fault.left : "for ever",
          actionButton({
            label: "Remove",
            spoken: `Remove ${fault.fault.kind}`,
            values: { do: "remove", id: fault.id },
          }),
        ]),
        empty: "Nothing goes wrong on purpose.",
      })}
${armed.length === 0 ? "" : html`<p class="tools">${actionButton({ label: "Remove All Faults", values: { do: "clear" }, kind: "danger" })}</p>`}
<form method="post" class="sheet"><h2>Let Something Go Wrong</h2>
${fields.select({ name: "kind", label: "Fault", choices: faultKinds.map((kind) => [kind, kind] as const) })}
${fields.select({ name: "feed", label: "Feed", choices: [["", "wherever it can"] as const, ...feeds.map((feed) => [feed, feed] as const)] })}
${fields.select({ name: "times", label: "Times", choices: times.map((count) => [count, count === "forever" ? "for ever" : count] as const) })}
${fields.text({ name: "settings", label: "Settings", help: "As name=value, with commas: reset=retry-after,after=2. The kinds and their settings are below." })}
<button class="main">Inject</button></form>
<details class="section"><summary>The kinds, and what a client meets</summary><div>${table({
        caption: "Kinds of faults",
        heads: ["Fault", "What a client meets", "Settings"],
        rows: faultKinds.map((kind) => {
          const { says, details } = declarationOf(kind);
          return [html`<code>${kind}</code>`, says, Object.keys(details).join(", ")];
        }),
        empty: "",
      })}</div></details>`,
    };
  },
  take({ tenant, form }) {
    const act = sent(form, "do");
    if (act === "clear") tenant.faults.clear();
    else if (act === "remove") tenant.faults.remove(sent(form, "id"));
    else inject(tenant, form);
    return { goTo: root };
  },
};

function inject({ faults }: PageCall["tenant"], form: URLSearchParams): void {
  const settings = [
    sent(form, "feed") === "" ? "" : `feed=${sent(form, "feed")}`,
    `times=${sent(form, "times")}`,
    sent(form, "settings").trim(),
  ];
  try {
    faults.inject(parseFault(`${sent(form, "kind")}:${settings.filter((text) => text !== "").join(",")}`));
  } catch (error) {
    throw new ConsoleRefusal(error instanceof Error ? error.message : String(error), "Settings");
  }
}

function describeAim({ fault }: ArmedFault): string {
  const { kind: _kind, times: _times, ...aim } = fault;
  const words = Object.entries(aim).map(([name, value]) => `${name} ${value}`);
  return words.length === 0 ? "wherever it can" : words.join(", ");
}
