import { type ActionSummary, feedsOf, PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { askOne, askSecret, askSeveral, askText } from "../prompts/ask.js";
import { type CredentialField, credentialFields, regions } from "./fields.js";
import type { ConnectionValues, Draft } from "./gather.js";

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
  return { ...draft, name, generation, baseUrl, credential: takeCredential(draft, generation) };
}

export function isComplete(draft: Draft): boolean {
  const { name, generation } = draft;
  return name !== undefined && generation !== undefined && listMissing(draft, generation).length === 0;
}

/** Asks for what is missing, and for the choices that have a default. */
export async function completeByAsking(
  draft: Draft,
  actions: readonly ActionSummary[],
): Promise<ConnectionValues> {
  const name =
    draft.name ?? (await askText("Name of the connection", { placeholder: "eu-prod", check: needed }));
  const generation = draft.generation ?? (await askGeneration());
  const baseUrl = draft.baseUrlOf(generation) ?? (await askBaseUrl(generation));
  const credential = { ...takeCredential(draft, generation) };
  for (const { field, label, isSecret } of credentialFields[generation]) {
    if (credential[field] !== "") continue;
    credential[field] = isSecret ? await askSecret(label) : await askText(label, { check: needed });
  }
  const feeds =
    draft.feeds ??
    (await askSeveral(
      "Feeds to collect",
      feedsOf(generation).map((feed) => ({ value: feed.name, label: feed.name, hint: feed.sentence })),
    ));
  const chosenActions =
    draft.actions ??
    (await askSeveral(
      "Actions that may be run",
      actions.map((action) => ({ value: action.name, label: action.name, hint: action.sentence })),
    ));
  return { ...draft, name, generation, baseUrl, credential, feeds, actions: chosenActions };
}

function listMissing(draft: Draft, generation: Generation): string[] {
  const missing = findBaseUrl(draft, generation) === undefined ? ["the base URL (--base-url)"] : [];
  for (const { field, label, variable } of credentialFields[generation]) {
    if (draft.credentialOf(generation, field) === undefined)
      missing.push(`the ${label} (${variable}, or --from)`);
  }
  return missing;
}

/** API 2.0 has one host for all; API 1.0 must be told the region. */
function findBaseUrl(draft: Draft, generation: Generation): string | undefined {
  const given = draft.baseUrlOf(generation);
  return given ?? (generation === "2.0" ? regions["2.0"][0]?.baseUrl : undefined);
}

/** Empty where nothing was given. */
function takeCredential(draft: Draft, generation: Generation): Record<CredentialField, string> {
  const take = (field: CredentialField) => draft.credentialOf(generation, field) ?? "";
  return {
    applicationId: take("applicationId"),
    applicationKey: take("applicationKey"),
    accessKey: take("accessKey"),
    secretKey: take("secretKey"),
    clientId: take("clientId"),
    clientSecret: take("clientSecret"),
  };
}

function askGeneration(): Promise<Generation> {
  return askOne<Generation>("API generation", [
    { value: "2.0", label: "API 2.0", hint: "client id and client secret" },
    { value: "1.0", label: "API 1.0", hint: "application id and key, access key, secret key" },
  ]);
}

async function askBaseUrl(generation: Generation): Promise<string> {
  const choice = await askOne("Where does the account live?", [
    ...regions[generation].map(({ name, baseUrl }) => ({ value: baseUrl, label: name, hint: baseUrl })),
    { value: otherHost, label: "Another host", hint: "an emulated tenant, a sandbox" },
  ]);
  if (choice !== otherHost) return choice;
  return askText("Base URL", { placeholder: "https://…", check: needed });
}
