import type { Plan, PlanItem, Right, TenantObject } from "@postern/engine";
import { operation } from "@postern/mimecast/catalogue";
import { defangUrl } from "../screen/defang.js";
import { countOf } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { accent, bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { formatTime } from "../screen/times.js";

/** All a person must know before saying yes. */
export function showPlan(screen: Screen, plan: Plan, now: number): void {
  screen.line(bold("Plan  "), defangText(plan.sentence));
  screen.line(dim("  on        "), plan.connection, dim(`, API ${plan.generation}`));
  const [only] = plan.items;
  if (plan.items.length === 1 && only !== undefined) showItem(screen, only);
  else showItems(screen, plan.items);
  if (plan.isAlreadySo)
    screen.line(dim("  already   "), good("The tenant is like this already: nothing to do."));
  if (plan.history.days > 0) screen.line(dim("  would hit "), describeHistory(plan, now));
  const warnings = new Set([...plan.warnings, ...plan.items.flatMap((item) => item.warnings)]);
  for (const warning of warnings) screen.line(dim("  warning   "), warn(defangText(warning)));
  if (plan.needsApproval !== null) {
    screen.line(dim("  approval  "), warn("a second person has to agree: "), defangText(plan.needsApproval));
  }
  if (plan.barredBy !== null) screen.line(dim("  barred    "), bad(plan.barredBy));
  screen.line(
    dim("  undo      "),
    plan.undo.isPossible ? good("possible") : warn("not possible"),
    `: ${defangText(plan.undo.sentence)}`,
  );
  for (const right of plan.rights) showRight(screen, right, now);
  screen.line(dim(`  plan      ${plan.id}`));
}

function showItem(screen: Screen, item: PlanItem): void {
  item.calls.forEach((call, index) => {
    const paint = operation(call.operation).effect === "write" ? warn : accent;
    const purpose = call.purpose === item.sentence ? "" : `  ${defangText(call.purpose)}`;
    screen.line(dim(`  call ${index + 1}    `), paint(call.operation), purpose);
    screen.line(dim("            "), dim(defangText(JSON.stringify(call.item ?? call.request))));
  });
  for (const object of item.before ?? []) showObject(screen, object);
}

function showRight(
  screen: Screen,
  { operation: name, permission, products, state, foundAt }: Right,
  now: number,
): void {
  const at = foundAt === null ? "" : ` at ${formatTime(foundAt, now)}`;
  const known = {
    held: good(`held${at}`),
    missing: bad(`missing${at}`),
    unknown: dim("not known yet: its first use shows it"),
  };
  const product = products.length === 0 ? "" : `, product ${products.join(" or ")}`;
  screen.line(dim("  needs     "), known[state], dim(`  ${permission ?? name}${product}`));
}

const mostShown = 20;

/** Of many targets a line each; of a thousand the first. */
function showItems(screen: Screen, items: readonly PlanItem[]): void {
  for (const { sentence, isAlreadySo, calls } of items.slice(0, mostShown)) {
    const state = isAlreadySo ? good("already so  ") : accent(`${countOf(calls.length, "call")}  `);
    screen.line("  ", state, defangText(sentence));
  }
  if (items.length > mostShown) screen.line(dim(`  … and ${String(items.length - mostShown)} more targets`));
}

function showObject(screen: Screen, object: TenantObject): void {
  screen.line(
    dim("  there     "),
    paintBearing(object.bearing),
    defangText(object.meaning),
    dim(`  ${object.id}`),
  );
}

/** What an object that is there already means for the plan. */
function paintBearing(bearing: TenantObject["bearing"]): Text {
  switch (bearing) {
    case "same":
      return good("does it already  ");
    case "opposite":
      return bad("gives way  ");
    case "related":
      return dim("related  ");
  }
}

/** What of the last days it would have hit. */
export function describeHistory({ history }: Pick<Plan, "history">, now: number): string {
  const { days, messages, recipients, clicks, lastAt } = history;
  if (messages === 0 && clicks === 0) return `nothing that Postern has stored of the last ${days} days`;
  const last = lastAt === null ? "" : `, the last at ${formatTime(lastAt, now)}`;
  const people = `${recipients} ${recipients === 1 ? "person" : "people"}`;
  return `${countOf(messages, "message")} and ${countOf(clicks, "click")} of ${people} in the last ${days} days${last}`;
}

/** Sentences of the engine may quote a URL. */
export function defangText(text: string): string {
  return text.replace(/\b(?:https?|ftps?):[\\/]{2}[^\s"'<>]+/gi, (url) => defangUrl(url));
}
