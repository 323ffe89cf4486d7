import type { ClickSummary } from "@postern/engine";
import { defangUrl } from "../screen/defang.js";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime } from "../screen/times.js";

const shownAddresses = 4;

/** Who clicked what, URL by URL. */
export function showClicks(screen: Screen, clicks: readonly ClickSummary[], now: number): void {
  for (const group of groupByMail(clicks)) {
    const [first] = group;
    if (first === undefined) continue;
    screen.line(bold(defangUrl(first.url)), "  ", paintVerdict(first.verdict));
    screen.line(dim("  in "), first.subject ?? "(no subject)", dim("  from "), first.sender ?? "(unknown)");
    printTable(screen, {
      columns: [
        { title: "who", gives: true },
        { title: "clicks", align: "right" },
        { title: "allowed", align: "right" },
        { title: "blocked", align: "right" },
        { title: "from", gives: true },
        { title: "last" },
        { title: "connection" },
      ],
      rows: group.map((click) => rowOf(click, now)),
    });
    screen.line();
  }
  screen.line(dim(`${summarize(clicks)} ${describeZone(now)}`));
}

function rowOf(click: ClickSummary, now: number): Text[] {
  const blocked = click.clicks - click.allowed;
  return [
    click.recipient,
    formatCount(click.clicks),
    click.allowed === 0 ? "0" : bad(formatCount(click.allowed)),
    blocked === 0 ? "0" : good(formatCount(blocked)),
    describeAddresses(click.sourceAddresses),
    formatTime(click.lastAt, now),
    dim(click.connection),
  ];
}

function describeAddresses(addresses: readonly string[]): string {
  if (addresses.length === 0) return "(not told)";
  const more = addresses.length - shownAddresses;
  const shown = addresses.slice(0, shownAddresses).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function summarize(clicks: readonly ClickSummary[]): string {
  const people = new Set(clicks.map((click) => click.recipient)).size;
  const urls = new Set(clicks.map((click) => click.url)).size;
  const total = clicks.reduce((sum, click) => sum + click.clicks, 0);
  return `${countOf(total, "click")} by ${people === 1 ? "1 person" : `${formatCount(people)} people`} on ${countOf(urls, "URL")}.`;
}

/** Clicks on one URL out of one mail belong together; the order of their first appearance stays. */
function groupByMail(clicks: readonly ClickSummary[]): readonly (readonly ClickSummary[])[] {
  const groups = new Map<string, ClickSummary[]>();
  for (const click of clicks) {
    const key = JSON.stringify([click.url, click.sender, click.subject]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [click]);
    else group.push(click);
  }
  return [...groups.values()];
}

function paintVerdict(verdict: string | null): Text {
  if (verdict === null) return dim("(no verdict)");
  return /^clean$/i.test(verdict) ? good(verdict) : warn(verdict);
}
