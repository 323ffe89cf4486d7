import { isIP } from "node:net";
import type { Generation } from "@postern/mimecast/catalogue";
import { PosternError } from "../errors/index.js";
import { checkStreams } from "../feeds/index.js";
import { cleanName, toConnectionName } from "./clean.js";
import type { GuideChoices, GuideRequest } from "./guide.js";
import { everythingOf, type Requirements, requirementsOf } from "./requirements.js";

/** One application to make, and what it is for. */
export interface CredentialPlan {
  /** Ends the ids of the steps that belong to this credential alone; empty where there is one. */
  readonly suffix: "" | "-reading" | "-acting";
  /** What role, application and group are called in the console. */
  readonly label: "Postern" | "Postern reading" | "Postern acting";
  /** The part of the service account's address before the @; API 1.0. */
  readonly accountName: "svc-postern" | "svc-postern-acting";
  readonly feeds: readonly string[];
  readonly actions: readonly string[];
  readonly requirements: Requirements;
  /** What every feed and action of its kind would need. */
  readonly everything: Requirements;
}

/** A request understood: what the steps are written from. */
export interface GuidePlan {
  readonly generation: Generation;
  readonly feeds: readonly string[];
  readonly actions: readonly string[];
  readonly choices: GuideChoices;
  /** "Acme's tenant", or "the tenant". */
  readonly tenant: string;
  readonly connectionName: string;
  /** One, or the reading and the acting one. */
  readonly credentials: readonly [CredentialPlan, ...CredentialPlan[]];
}

/** Throws `bad-usage` for an unknown name, a choice of nothing, a stream alone, or an address that is none. */
export function planGuide({ generation, feeds, actions, choices }: GuideRequest): GuidePlan {
  if (feeds.length + actions.length === 0) {
    throw new PosternError(
      "bad-usage",
      "A guide needs at least one feed or action: there is nothing to connect for.",
    );
  }
  checkStreams(feeds);
  for (const range of choices.ipRanges) checkRange(range);
  const tenantName = cleanName(choices.tenantName ?? "");
  return {
    generation,
    feeds: [...new Set(feeds)],
    actions: [...new Set(actions)],
    choices,
    tenant: tenantName === "" ? "the tenant" : `the tenant of ${tenantName}`,
    connectionName: toConnectionName(tenantName),
    credentials: planCredentials({ generation, feeds, actions, choices }),
  };
}

/** Two only where both have something to do. */
function planCredentials(request: GuideRequest): GuidePlan["credentials"] {
  const { feeds, actions, choices } = request;
  if (!choices.separateActingCredential || feeds.length === 0 || actions.length === 0) {
    return [planCredential(request, { suffix: "", label: "Postern", accountName: "svc-postern" })];
  }
  return [
    planCredential(
      { ...request, actions: [] },
      { suffix: "-reading", label: "Postern reading", accountName: "svc-postern" },
    ),
    planCredential(
      { ...request, feeds: [] },
      { suffix: "-acting", label: "Postern acting", accountName: "svc-postern-acting" },
    ),
  ];
}

function planCredential(
  { generation, feeds, actions }: GuideRequest,
  names: Pick<CredentialPlan, "suffix" | "label" | "accountName">,
): CredentialPlan {
  const all = everythingOf(generation);
  return {
    ...names,
    feeds,
    actions,
    requirements: requirementsOf(generation, feeds, actions),
    everything: requirementsOf(
      generation,
      names.suffix === "-acting" ? [] : all.feeds,
      names.suffix === "-reading" ? [] : all.actions,
    ),
  };
}

function checkRange(range: string): void {
  const [address = "", bits, ...rest] = range.split("/");
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const hasBits = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
  if (version !== 0 && hasBits && rest.length === 0) return;
  throw new PosternError(
    "bad-usage",
    `"${cleanName(range)}" is no IP address or range: it looks like 192.0.2.7 or 192.0.2.0/28.`,
  );
}
