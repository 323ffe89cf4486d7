import { ConsoleRefusal } from "../../administration/refusal.js";
import type { VirtualClock } from "../../clock/clock.js";
import { minuteMs } from "../../clock/spans.js";
import { sent } from "../fields.js";
import { html } from "../html.js";
import { consoleRoot, type Page } from "../page.js";
import { state, table } from "../table.js";

const menu = "Emulation";

/** What the real service has not: a clock that can be moved, and every phone that a code is sent to. */
export const clockAndPhone: Page = {
  path: "/emulation",
  show: ({ administration, clock }) => ({
    title: "Clock and Phone",
    path: [menu, "Clock and Phone"],
    body: html`<form method="post" class="sheet"><h2>The tenant's clock</h2>
<p>It is <strong>${new Date(clock.now()).toISOString().replace("T", " ").slice(0, 19)} UTC</strong> for this tenant. Waits, tokens, links and mail follow this clock, whatever the machine's says.</p>
<p class="label" id="move">Move it on by</p>
<p class="tools" role="group" aria-labelledby="move"><button name="minutes" value="15">15 minutes</button> <button name="minutes" value="30">30 minutes</button>
<button name="minutes" value="60">1 hour</button> <button name="minutes" value="1440">1 day</button></p>
<p class="label" id="pace">It ${describePace(clock.rate)}</p>
<p class="tools" role="group" aria-labelledby="pace"><button name="rate" value="0">Stop it</button> <button name="rate" value="1">As the machine</button> <button name="rate" value="60">A minute a second</button> <button name="rate" value="3600">An hour a second</button></p>
<p class="help">30 minutes make a new application of API 1.0 usable; 15 bring application settings to the sign-in.</p></form>
<h2>Codes of the second step</h2>
${table({
  caption: "Codes of the second step",
  heads: ["User", "Sent by", "Code"],
  rows: administration.directory.users.map((user) => {
    const { twoStep } = administration.signIn.profileFor(user);
    return [
      user.emailAddress,
      twoStep === "None" ? "no second step" : twoStep,
      twoStep === "None" ? "" : html`<code>${administration.codeFor(user)}</code>`,
    ];
  }),
  empty: "Nobody can sign in.",
})}`,
  }),
  take({ clock, form }) {
    if (form.has("rate")) setPace(clock, Number(sent(form, "rate")));
    else {
      const minutes = Number(sent(form, "minutes"));
      if (!(minutes > 0 && minutes <= 525_600))
        throw new ConsoleRefusal("Between a minute and a year, forwards.");
      clock.advance(minutes * minuteMs);
    }
    const back = sent(form, "back");
    return { goTo: back.startsWith(`${consoleRoot}/`) ? back.slice(consoleRoot.length) : "/emulation" };
  },
};

function describePace(rate: number): string {
  if (rate === 0) return "stands still.";
  return rate === 1 ? "runs as fast as the machine's." : `runs ${rate} times as fast as the machine's.`;
}

function setPace(clock: VirtualClock, rate: number): void {
  if (rate === 0) clock.freeze();
  else if (rate > 0 && rate <= 3600) clock.runAt(rate);
  else throw new ConsoleRefusal("Between 0 and 3,600 times the machine's speed.");
}

const shownRequests = 200;

export const requestLog: Page = {
  path: "/emulation/requests",
  show: ({ tenant, query }) => {
    const isRefusedOnly = query.get("show") === "refused";
    const entries = tenant
      .requests()
      .filter(({ explanation }) => !isRefusedOnly || explanation !== null)
      .toReversed()
      .slice(0, shownRequests);
    return {
      title: "Request Log",
      path: [menu, "Request Log"],
      body: html`<p class="quiet">What came to the tenant's API, the latest first, and why a call was refused: often more than the answer told.</p>
<form method="get" class="search"><div><label for="show">Show</label><select id="show" name="show"><option value="all">all calls</option><option value="refused"${isRefusedOnly ? html` selected` : ""}>refused calls</option></select></div><button>Show</button></form>
${table({
  caption: "Requests",
  heads: ["Time (UTC)", "API", "Call", "Status", "Why"],
  rows: entries.map(({ at, generation, method, operation, path, status, explanation }) => [
    html`<time>${new Date(at).toISOString().slice(11, 19)}</time>`,
    generation,
    operation ?? `${method} ${path}`,
    state(String(status), explanation === null ? "good" : "warn"),
    explanation,
  ]),
  empty: "No call yet. Point a client at the base URLs, and what it asks shows here.",
})}`,
    };
  },
};
