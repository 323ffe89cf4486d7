import { cursorPages, type Entry, type Named, nameEntries, rest } from "../entries.js";
import type { Operation } from "../operation.js";

const root = "/policy-management/cloud-gateway/v1";

interface Resource<Family extends string> {
  /** The path below the root, slashes as in the URL: `blocked-senders/policies`. */
  readonly path: Family;
  /** One of them, for the sentences: `a blocked-senders policy`. */
  readonly one: string;
  /** All of them: `blocked-senders policies`. */
  readonly all: string;
  /** Absent where nobody names the list. */
  readonly rowsUnder?: string;
  readonly id: "policy_id" | "definition_id";
  readonly products: Operation["products"];
  readonly oddities?: readonly string[];
  readonly confidence?: Operation["confidence"];
}

type Verb = "list" | "create" | "get" | "update" | "delete";
type Dotted<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? `${Head}.${Dotted<Tail>}`
  : Path;
type NameOf<Family extends string> = `policy-management.${Dotted<Family>}.${Verb}`;

/** The five calls every resource of this family has. */
function resource<Family extends string>(given: Resource<Family>): Named<NameOf<Family>> {
  const { path, one, all, rowsUnder, id, products, oddities = [], confidence = "sure" } = given;
  const rows = rowsUnder === undefined ? {} : { rowsUnder };
  const collection = `${root}/${path}` as const;
  const item = `${collection}/{${id}}` as const;
  const common = { products, confidence };
  const read = { ...common, permission: "Gateway | Policies | Read" } as const;
  const edit = { ...common, permission: "Gateway | Policies | Edit" } as const;
  const five: Record<Verb, Entry> = {
    list: rest(`GET ${collection}`, { ...read, ...cursorPages, ...rows, summary: `List ${all}.`, oddities }),
    create: rest(`POST ${collection}`, {
      ...edit,
      summary: `Create ${one}.`,
      oddities: ["The new id comes as id or as policyId.", ...oddities],
    }),
    get: rest(`GET ${item}`, { ...read, summary: `Read ${one}.`, oddities }),
    update: rest(`PATCH ${item}`, {
      ...edit,
      summary: `Change parts of ${one}.`,
      oddities: ["What is left out stays as it is; don't count on a body in the answer.", ...oddities],
    }),
    delete: rest(`DELETE ${item}`, {
      ...edit,
      summary: `Delete ${one}.`,
      oddities: ["204 or 200; an unknown id is 404.", ...oddities],
    }),
  };
  const stem = path.replaceAll("/", ".");
  const entries: Record<string, Entry> = {};
  for (const [verb, entry] of Object.entries(five)) entries[`policy-management.${stem}.${verb}`] = entry;
  if (!isComplete(entries, path)) throw new Error(`the calls of ${path} are not complete`);
  return nameEntries(entries);
}

function isComplete<Family extends string>(
  entries: Record<string, Entry>,
  path: Family,
): entries is Record<NameOf<Family>, Entry> {
  const verbs: readonly Verb[] = ["list", "create", "get", "update", "delete"];
  return verbs.every((verb) => `policy-management.${path.replaceAll("/", ".")}.${verb}` in entries);
}

const shared = ["Policy Management", "Email Security Onboarding"] as const;

const verifying = {
  effect: "read",
  products: shared,
  permission: "Gateway | Policies | Edit",
  confidence: "unconfirmed",
} as const;

export const policyManagementOperations = {
  ...resource({
    path: "blocked-senders/policies",
    one: "a blocked-senders policy",
    all: "blocked-senders policies",
    rowsUnder: "definitions",
    id: "policy_id",
    products: ["Policy Management"],
    confidence: "conflicting",
    oddities: [
      "The list is called definitions by one client and policies by another.",
      "Scopes spell domain where the older calls have emailDomain; free_mail_domains and header_display_name are refused.",
    ],
  }),
  ...resource({
    path: "anti-spoofing-bypass/policies",
    one: "an anti-spoofing bypass policy",
    all: "anti-spoofing bypass policies",
    rowsUnder: "definitions",
    id: "policy_id",
    products: shared,
    oddities: ["fromPart can only be both."],
  }),
  ...resource({
    path: "anti-spoofing/policies",
    one: "an anti-spoofing policy",
    all: "anti-spoofing policies",
    rowsUnder: "definitions",
    id: "policy_id",
    products: shared,
  }),
  ...resource({
    path: "greylisting/policies",
    one: "a greylisting policy",
    all: "greylisting policies",
    rowsUnder: "policies",
    id: "policy_id",
    products: shared,
    oddities: ["Keeps fromDate and toDate, where its neighbours end in DateTime."],
  }),
  ...resource({
    path: "delivery-route/policies",
    one: "a delivery route policy",
    all: "delivery route policies",
    rowsUnder: "policies",
    id: "policy_id",
    products: shared,
    oddities: ["definitionId is required."],
  }),
  ...resource({
    path: "delivery-route/definitions",
    one: "a delivery route",
    all: "delivery routes",
    id: "definition_id",
    products: shared,
    oddities: ["Reading leaves the SMTP password out and flattens the block it was in."],
  }),
  ...resource({
    path: "dns-authentication-outbound/definitions",
    one: "a DKIM signing definition",
    all: "DKIM signing definitions",
    id: "definition_id",
    products: shared,
  }),
  ...resource({
    path: "dns-authentication-outbound/policies",
    one: "a DKIM signing policy",
    all: "DKIM signing policies",
    id: "policy_id",
    products: shared,
    oddities: ["definitionId is required."],
  }),
  ...nameEntries({
    "policy-management.delivery-route.verify": rest(`POST ${root}/delivery-route/verify`, {
      summary: "Test whether a host takes mail.",
      ...verifying,
      oddities: ["Which permission it needs is taken from its neighbours."],
    }),
    "policy-management.dns-authentication-outbound.definitions.verify": rest(
      `POST ${root}/dns-authentication-outbound/definitions/{definition_id}/verify`,
      {
        summary: "Check the DNS record of a DKIM signing definition.",
        ...verifying,
        oddities: ["Which permission it needs is taken from its neighbours."],
      },
    ),
  }),
};
