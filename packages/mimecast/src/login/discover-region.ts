import { type Answer, readList, readObject, readText } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import { perform, readAnswer } from "../exchange/index.js";
import { baseUrlOf } from "../regions/index.js";
import { nameApplication, withContext } from "./open-context.js";
import type { LoginSettings } from "./settings.js";

const name = "login.discover-authentication";

export interface DiscoverRegionRequest extends LoginSettings {
  /** An address of the account: that of the service user. */
  readonly emailAddress: string;
  readonly applicationId: string;
  /** Default: the vendor's discovery host. */
  readonly baseUrl?: string | undefined;
}

/** Where an address belongs. The vendor says nothing of why it does not know one. */
export type DiscoveredRegion =
  | {
      readonly kind: "found";
      /** The vendor's own code, `eu` for one; null if it gave none. */
      readonly regionCode: string | null;
      /** Base URL of all other calls of API 1.0. `regionOfHost` tells whether it is a known one. */
      readonly baseUrl: string;
      /** How the user may sign in: `Basic-Cloud`, `Basic-AD`. */
      readonly realms: readonly string[];
    }
  | { readonly kind: "unknown-address" };

/** Asks the vendor which region of API 1.0 an address belongs to. Needs no keys. Throws MimecastError. */
export async function discoverRegion(request: DiscoverRegionRequest): Promise<DiscoveredRegion> {
  const { emailAddress, applicationId, signal } = request;
  const settings = { ...request, baseUrl: request.baseUrl ?? baseUrlOf("discovery") };
  return withContext(settings, { applicationId, secrets: [] }, (context) =>
    perform(context, {
      name,
      body: { text: JSON.stringify({ data: [{ emailAddress }] }), contentType: "application/json" },
      accept: "application/json",
      authorize: nameApplication(context, { applicationId }),
      signal,
      read: (reply) => readDiscovery(readAnswer(context, reply, { isCursorSent: false, partial: false })),
    }),
  );
}

function readDiscovery(answer: Answer): DiscoveredRegion {
  const item = readObject(answer.data[0]);
  if (item === null) throw unreadable(answer, "named no address");
  const region = readObject(item["region"]);
  if (region === null) return { kind: "unknown-address" };
  const baseUrl = readBase(readText(region["api"]));
  if (baseUrl === null) throw unreadable(answer, "named a region without a usable address");
  return {
    kind: "found",
    regionCode: readText(region["code"]),
    baseUrl,
    realms: readList(item["authenticate"]).flatMap((realm) => readText(realm) ?? []),
  };
}

/** A whole URL as a rule; a bare host is understood too. */
function readBase(api: string | null): string | null {
  if (api === null) return null;
  const address = api.includes("://") ? api : `https://${api}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "") return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function unreadable(answer: Answer, what: string): MimecastError {
  return new MimecastError({
    kind: "unreadable-answer",
    message: `${name}: the answer ${what} (HTTP ${answer.status})`,
    operation: name,
    httpStatus: answer.status,
    requestId: answer.requestId,
  });
}
