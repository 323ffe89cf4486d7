import { at, type Reply, type Wire } from "./wire.js";

/** What the emulated tenant knows when a peer comes to it. */
export interface Ground {
  readonly wire: Wire;
  readonly domain: string;
  readonly now: number;
  /** Made beforehand through the API, as the ids of it are nobody's to guess. */
  readonly groupId: string;
  readonly rewritten: string;
  /** An address of the company. */
  readonly person: string;
  readonly heldIds: readonly string[];
}

/** A request as an integration others have written sends it, and what it must find in the answer. */
export interface PeerCall {
  readonly peer: "Cortex XSOAR" | "Rapid7 InsightConnect" | "Splunk SOAR";
  readonly command: string;
  readonly generation: "1.0" | "2.0";
  readonly path: string;
  /** Absent: no body at all. */
  readonly body?: (ground: Ground) => unknown;
  /** The place its code reads. */
  readonly reads: readonly (string | number)[];
  /** The code it must be refused with. */
  readonly refused?: string;
}

const day = 86_400_000;
const when = (time: number) => new Date(time).toISOString().replace(/\.\d+Z/, "+0000");
const item = (fields: Readonly<Record<string, unknown>>) => ({ data: [fields] });
const lastDays = ({ now }: Ground, from: string, to: string) => ({
  [from]: when(now - 2 * day),
  [to]: when(now),
});

const xsoar: readonly Omit<PeerCall, "peer">[] = [
  {
    command: "mimecast-list-blocked-sender-policies",
    generation: "1.0",
    path: "/api/policy/blockedsenders/get-policy",
    body: () => ({ data: [] }),
    reads: ["data", 0, "policy", "description"],
  },
  {
    command: "mimecast-create-policy",
    generation: "1.0",
    path: "/api/policy/blockedsenders/create-policy",
    body: ({ domain }) =>
      item({
        option: "block_sender",
        policy: {
          description: "Asked by an analyst",
          fromPart: "envelope_from",
          fromType: "individual_email_address",
          fromValue: "lures@bad.example",
          toType: "email_domain",
          toValue: domain,
        },
      }),
    reads: ["data", 0, "policy", "fromValue"],
  },
  {
    command: "mimecast-create-managed-url",
    generation: "1.0",
    path: "/api/ttp/url/create-managed-url",
    body: () =>
      item({
        url: "https://xsoar.bad.example/login",
        action: "block",
        matchType: "explicit",
        disableRewrite: false,
        comment: "",
        disableUserAwareness: false,
        disableLogClick: false,
      }),
    reads: ["data", 0, "id"],
  },
  {
    command: "mimecast-list-managed-url, with the page size under the wrong name it once had",
    generation: "1.0",
    path: "/api/ttp/url/get-all-managed-urls",
    body: () => ({ meta: { pagination: { page_size: 50 } } }),
    reads: ["meta", "pagination", "totalCount"],
  },
  {
    command: "mimecast-find-groups",
    generation: "1.0",
    path: "/api/directory/find-groups",
    body: () => ({ meta: { pagination: { pageSize: 20 } }, data: [{ query: "Blocked", source: "cloud" }] }),
    reads: ["data", 0, "folders", 0, "id"],
  },
  {
    command: "mimecast-create-group",
    generation: "1.0",
    path: "/api/directory/create-group",
    body: () => item({ description: "Made by a playbook" }),
    reads: ["data", 0, "id"],
  },
  {
    command: "mimecast-add-group-member",
    generation: "1.0",
    path: "/api/directory/add-group-member",
    body: ({ groupId }) => item({ id: groupId, emailAddress: "xsoar@bad.example" }),
    reads: ["data", 0, "folderId"],
  },
  {
    command: "mimecast-get-group-members",
    generation: "1.0",
    path: "/api/directory/get-group-members",
    body: ({ groupId }) => ({ meta: { pagination: { pageSize: 20 } }, data: [{ id: groupId }] }),
    reads: ["data", 0, "groupMembers", 0, "type"],
  },
  {
    command: "mimecast-list-hold-messages",
    generation: "1.0",
    path: "/api/gateway/get-hold-message-list",
    body: () => ({ meta: { pagination: { pageSize: 10 } }, data: [{ admin: true }] }),
    reads: ["data", 0, "dateReceived"],
  },
  {
    command: "mimecast-release-message",
    generation: "1.0",
    path: "/api/gateway/hold-release",
    body: ({ heldIds }) => item({ id: heldIds[0] }),
    reads: ["data", 0, "release"],
  },
  {
    command: "mimecast-reject-message",
    generation: "1.0",
    path: "/api/gateway/hold-reject",
    body: ({ heldIds }) =>
      item({
        ids: [heldIds[1]],
        message: "",
        reasonType: "MESSAGE CONTAINS UNDESIRABLE CONTENT",
        notify: false,
      }),
    reads: ["data", 0, "reject"],
  },
  {
    command: "mimecast-search-message",
    generation: "2.0",
    path: "/api/message-finder/search",
    body: (ground) =>
      item({
        searchReason: "a reported mail",
        advancedTrackAndTraceOptions: { to: ground.domain },
        ...lastDays(ground, "start", "end"),
      }),
    reads: ["data", 0, "trackedEmails", 0, "id"],
  },
  {
    command: "mimecast-get-audit-logs",
    generation: "2.0",
    path: "/api/audit/get-audit-events",
    body: (ground) => ({
      meta: { pagination: { pageSize: 500 } },
      ...item(lastDays(ground, "startDateTime", "endDateTime")),
    }),
    reads: ["data", 0, "eventTime"],
  },
  {
    command: "mimecast-discover",
    generation: "1.0",
    path: "/api/login/discover-authentication",
    body: ({ person }) => item({ emailAddress: person }),
    reads: ["data", 0, "emailToken"],
  },
];

const rapid7: readonly Omit<PeerCall, "peer">[] = [
  {
    command: "connection test",
    generation: "2.0",
    path: "/api/account/get-account",
    reads: ["data", 0, "accountCode"],
  },
  {
    command: "block_sender",
    generation: "2.0",
    path: "/api/managedsender/permit-or-block-sender",
    body: ({ person }) => item({ sender: "lures@bad.example", to: person, action: "block" }),
    reads: ["data", 0, "type"],
  },
  {
    command: "create_managed_url, without a scheme",
    generation: "2.0",
    path: "/api/ttp/url/create-managed-url",
    body: () => item({ url: "www.bad.example", action: "block", matchType: "explicit" }),
    reads: ["fail", 0, "errors", 0, "message"],
    refused: "err_managed_url_create_failure",
  },
  {
    command: "create_managed_url, of one that is there",
    generation: "2.0",
    path: "/api/ttp/url/create-managed-url",
    body: () => item({ url: "https://xsoar.bad.example/login", action: "permit", matchType: "explicit" }),
    reads: ["fail", 0, "key", "overrideUrl"],
    refused: "err_managed_url_exists_code",
  },
  {
    command: "get_managed_url",
    generation: "2.0",
    path: "/api/ttp/url/get-all-managed-urls",
    body: () => ({ meta: { pagination: { pageSize: 500 } }, data: [] }),
    reads: ["data", 0, "matchType"],
  },
  {
    command: "add_group_member, with a blank address beside the domain",
    generation: "2.0",
    path: "/api/directory/add-group-member",
    body: ({ groupId }) => item({ id: groupId, emailAddress: "", domain: "bad.example" }),
    reads: ["fail", 0, "errors", 0, "field"],
    refused: "err_validation_blank",
  },
  {
    command: "add_group_member, by domain",
    generation: "2.0",
    path: "/api/directory/add-group-member",
    body: ({ groupId }) => item({ id: groupId, domain: "bad.example" }),
    reads: ["data", 0, "folderId"],
  },
  {
    command: "delete_group_member, of one that isn't there",
    generation: "2.0",
    path: "/api/directory/remove-group-member",
    body: ({ groupId }) => item({ id: groupId, emailAddress: "nobody@bad.example" }),
    reads: ["fail", 0, "errors", 0, "message"],
    refused: "err_folder_email_address_not_found",
  },
  {
    command: "decode_url",
    generation: "2.0",
    path: "/api/ttp/url/decode-url",
    body: ({ rewritten }) => item({ url: rewritten }),
    reads: ["data", 0, "url"],
  },
  {
    command: "get_ttp_url_logs",
    generation: "2.0",
    path: "/api/ttp/url/get-logs",
    body: (ground) => ({
      meta: { pagination: { pageSize: 100 } },
      ...item({ ...lastDays(ground, "from", "to"), oldestFirst: false, route: "all", scanResult: "all" }),
    }),
    reads: ["data", 0, "clickLogs", 0, "messageId"],
  },
  {
    command: "delete_managed_url, of one that isn't there",
    generation: "2.0",
    path: "/api/ttp/url/delete-managed-url",
    body: () => item({ id: "wOi3MCwjYFYhZfkYlp2RMAhvN30QSmqOT7D" }),
    reads: ["fail", 0, "errors", 0, "message"],
    refused: "err_managed_url_not_found",
  },
];

const splunk: readonly Omit<PeerCall, "peer">[] = [
  {
    command: "test connectivity",
    generation: "2.0",
    path: "/api/ttp/url/get-all-managed-urls",
    body: () => ({ data: [] }),
    reads: ["meta", "status"],
  },
  {
    command: "blocklist sender",
    generation: "2.0",
    path: "/api/managedsender/permit-or-block-sender",
    body: ({ person }) => item({ sender: "again@bad.example", to: person, action: "block" }),
    reads: ["data", 0, "id"],
  },
  {
    command: "blocklist url, its log flag turned around",
    generation: "2.0",
    path: "/api/ttp/url/create-managed-url",
    body: () =>
      item({
        url: "https://splunk.bad.example/",
        action: "block",
        matchType: "domain",
        comment: "",
        disableLogClick: true,
        disableRewrite: false,
        disableUserAwareness: false,
      }),
    reads: ["data", 0, "disableLogClick"],
  },
  {
    command: "list groups",
    generation: "2.0",
    path: "/api/directory/find-groups",
    body: () => ({ meta: { pagination: { pageSize: 100 } }, data: [{}] }),
    reads: ["data", 0, "folders", 0, "userCount"],
  },
  {
    command: "find member",
    generation: "2.0",
    path: "/api/directory/get-group-members",
    body: ({ groupId }) => ({ meta: { pagination: { pageSize: 100 } }, data: [{ id: groupId }] }),
    reads: ["data", 0, "groupMembers", 0, "emailAddress"],
  },
  {
    command: "run query, with the sender's address under a name of its own",
    generation: "2.0",
    path: "/api/message-finder/search",
    body: (ground) =>
      item({
        advancedTrackAndTraceOptions: { to: ground.domain, senderIp: "192.0.2.1" },
        ...lastDays(ground, "start", "end"),
      }),
    reads: ["data", 0, "trackedEmails", 0, "status"],
  },
];

export const peerCalls: readonly PeerCall[] = [
  ...xsoar.map((call) => ({ ...call, peer: "Cortex XSOAR" as const })),
  ...rapid7.map((call) => ({ ...call, peer: "Rapid7 InsightConnect" as const })),
  ...splunk.map((call) => ({ ...call, peer: "Splunk SOAR" as const })),
];

export function send(call: PeerCall, ground: Ground): Promise<Reply> {
  const post = call.generation === "1.0" ? ground.wire.post1 : ground.wire.post2;
  return post(call.path, call.body?.(ground));
}

export async function prepareGround(wire: Wire): Promise<Ground> {
  const group = await wire.post2("/api/directory/create-group", item({ description: "Peers" }));
  const held = await wire.post2("/api/gateway/get-hold-message-list", item({ admin: true }));
  const rows = at(held.body, "data");
  return {
    wire,
    domain: wire.tenant.account.domain,
    now: wire.tenant.clock.now(),
    groupId: String(at(group.body, "data", 0, "id")),
    rewritten: wire.tenant.rewrite("https://www.rewritten.example/"),
    person: wire.tenant.campaigns()[0]?.recipients[0] ?? "",
    heldIds: (Array.isArray(rows) ? rows : []).map((row) => String(at(row, "id"))),
  };
}
