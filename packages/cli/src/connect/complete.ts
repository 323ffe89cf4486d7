import { type ActionSummary, defaultFeedsOf, feedsOf, PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { askSecrets } from "../credentials/ask-secrets.js";
import { listMissingSecrets, takeSecrets } from "../credentials/sources.js";
import { askOne, askSeveral, askText } from "../prompts/ask.js";
import type { Screen } from "../screen/screen.js";
import type { ConnectionValues, Draft } from "./gather.js";
import { defaultBaseUrl, listRegions, toBaseUrl } from "./regions.js";

const needed = (value: string) => (value === "" ? "A value is needed." : undefined);
const otherHost = "another";

/** Completes the draft without asking; throws `bad-usage` with the list of what is missing. */
export function completeQuietly(draft: Draft): ConnectionValues {
  const { name, generation } = draft;
  const missing: string[] = [];
  if (name === undefined) missing.push("a name (--name)");
  if (generation === undefined) missing.push("the API generation (--generation 1.0 or 2.0)");
  if (generation !== undefined) missing.push(...listMissing(draft, generation));
  const baseUrl = generation === undefined ? undefined : findBaseUrl(draft, generation);
  if (name === undefined || generation === undefined || baseUrl === undefined || missing.length > 0) {
    throw new PosternError("bad-usage", `To connect, these are still needed: ${missing.join("; ")}.`);
  }
  const secrets = draft.credential === undefined ? takeSecrets(draft.secrets, generation) : null;
  return { ...draft, name, generation, baseUrl, secrets };
}

export function isComplete(draft: Draft): boolean {
  const { name, generation } = draft;
  return name !== undefined && generation !== undefined && listMissing(draft, generation).length === 0;
}

/** Asks for what is missing, and for the choices that have a default. */
export async function completeByAsking(
  screen: Screen,
  { draft, actions }: { draft: Draft; actions: readonly ActionSummary[] },
): Promise<ConnectionValues> {
  const name =
    draft.name ?? (await askText("Name of the connection", { placeholder: "eu-prod", check: needed }));
  const generation = draft.generation ?? (await askGeneration());
  const baseUrl = draft.baseUrlOf(generation) ?? (await askBaseUrl(generation));
  const secrets =
    draft.credential === undefined
      ? await askSecrets(screen, { given: draft.secrets, kind: generation })
      : null;
  const feeds = draft.feeds ?? (await askFeeds(generation));
  const chosenActions = draft.actions ?? (await askActions(actions.filter(({ kind }) => kind === "writing")));
  return { ...draft, name, generation, baseUrl, secrets, feeds, actions: chosenActions };
}

export function askGeneration(): Promise<Generation> {
  return askOne<Generation>("API generation", [
    { value: "2.0", label: "API 2.0", hint: "client id and client secret" },
    { value: "1.0", label: "API 1.0", hint: "application id and key, access key, secret key" },
  ]);
}

export function askFeeds(generation: Generation): Promise<string[]> {
  return askSeveral(
    "Feeds to collect",
    feedsOf(generation).map((feed) => ({ value: feed.name, label: feed.name, hint: feed.sentence })),
    defaultFeedsOf(generation).map((feed) => feed.name),
  );
}

export function askActions(actions: readonly ActionSummary[]): Promise<string[]> {
  return askSeveral(
    "Actions that may be run",
    actions.map((action) => ({ value: action.name, label: action.name, hint: action.sentence })),
    actions.filter(({ isUsual }) => isUsual).map(({ name }) => name),
  );
}

function listMissing(draft: Draft, generation: Generation): string[] {
  const missing =
    findBaseUrl(draft, generation) === undefined ? ["where the account lives (--region or --base-url)"] : [];
  return draft.credential === undefined
    ? [...missing, ...listMissingSecrets(draft.secrets, generation)]
    : missing;
}

function findBaseUrl(draft: Draft, generation: Generation): string | undefined {
  return draft.baseUrlOf(generation) ?? defaultBaseUrl(generation);
}

async function askBaseUrl(generation: Generation): Promise<string> {
  const choice = await askOne("Where does the account live?", [
    ...listRegions(generation).map((region) => ({
      value: toBaseUrl(region),
      label: region.name,
      hint: describeRegion(region),
    })),
    { value: otherHost, label: "Another host", hint: "an emulated tenant, a sandbox" },
  ]);
  if (choice !== otherHost) return choice;
  return askText("Base URL", { placeholder: "https://…", check: needed });
}

/** What tells a region from the others: its account codes, or where data go. */
function describeRegion(region: ReturnType<typeof listRegions>[number]): string {
  const codes = region.accountCodePrefixes.map((prefix) => `account codes ${prefix}…`);
  return [region.host, ...codes, region.residency ?? ""].filter((part) => part !== "").join(" · ");
}
