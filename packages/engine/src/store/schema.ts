import type { Generated, GeneratedAlways } from "kysely";

/** The tables as Kysely sees them. Times are milliseconds since the epoch. */
export interface Database {
  vault: VaultTable;
  credentials: CredentialTable;
  connections: ConnectionTable;
  connection_history: ConnectionHistoryTable;
  streams: StreamTable;
  checkpoints: CheckpointTable;
  windows: WindowTable;
  files: FileTable;
  quarantine: QuarantineTable;
  snapshot_items: SnapshotItemTable;
  events: EventTable;
  natural_keys: NaturalKeyTable;
  rollups: RollupTable;
  leases: LeaseTable;
  intents: IntentTable;
  replay_progress: { intent_id: number; account: string };
  control_changes: { number: number };
  budgets: BudgetTable;
  addresses: AddressTable;
  runs: RunTable;
  run_items: RunItemTable;
  gone_objects: GoneObjectTable;
  plans: PlanTable;
  approvals: ApprovalTable;
  containments: ContainmentTable;
  audit: AuditTable;
  settings: { name: string; value: string };
  channels: ChannelTable;
  notices: NoticeTable;
  deliveries: DeliveryTable;
}

interface VaultTable {
  id: number;
  /** Sealed with the vault's key: what a wrong key does not open. */
  proof: Uint8Array;
  sealed_at: number;
}

interface CredentialTable {
  id: string;
  name: string;
  generation: string;
  /** The credential's own key, sealed by the vault's. */
  wrapped_key: Uint8Array;
  /** JSON: field → sealed value in base64. */
  sealed: string;
  /** JSON: field → what may be shown of it. */
  hints: string;
  created_at: number;
  updated_at: Generated<number>;
  /** When the keys stop working, where it is known. */
  expires_at: number | null;
  rotate_every_days: number | null;
}

interface ConnectionTable {
  id: string;
  name: string;
  generation: string;
  base_url: string;
  credential_id: string;
  /** JSON, see ConnectionSettings. */
  settings: string;
  created_at: number;
  acting_credential_id: string | null;
  proxy_credential_id: string | null;
  paused_at: number | null;
  /** Removed, but its events are kept under a name of their own. */
  removed_at: number | null;
  /** When the API 1.0 application was made: its keys work half an hour later. */
  application_created_at: number | null;
}

interface ConnectionHistoryTable {
  id: Generated<number>;
  connection_id: string;
  at: number;
  state: string;
  reason: string | null;
}

/** One feed of one connection. */
interface StreamTable {
  id: Generated<number>;
  connection_id: string;
  feed: string;
  /** Reading starts here: the lookback of the first connection, or earlier if asked for. */
  since: number;
  state: string;
  reason: string | null;
  state_since: number;
  stored: Generated<number>;
  duplicates: Generated<number>;
  quarantined: Generated<number>;
  last_event_at: number | null;
  last_arrival_at: number | null;
  last_poll_at: number | null;
  /** The error behind a state that is amiss. */
  code: string | null;
  /** When the collector means to read it next. */
  next_poll_at: number | null;
  /** The window that is being read, as far as commits told. */
  reading_from: number | null;
  reading_until: number | null;
  /** Events before this time were taken away by retention. */
  kept_since: number | null;
  /** The vendor's clock at the end of the last poll that was answered; null: it has told no time. */
  vendor_at: number | null;
  /** How far ours was ahead of it then. */
  clock_ahead_ms: number | null;
}

interface CheckpointTable {
  stream_id: number;
  part: string;
  position: string;
  caught_up_at: number | null;
  /** When the end was reached last, also while reading on. */
  ended_at: number | null;
  updated_at: number;
}

interface WindowTable {
  stream_id: number;
  part: string;
  from_at: number;
  until_at: number;
  state: string;
  reason: string | null;
  as_of: number;
  /** Of joined windows; null: `as_of` less `until_at`. */
  read_after: number | null;
}

interface FileTable {
  stream_id: number;
  part: string;
  name: string;
  cursor: string | null;
  state: string;
  reason: string | null;
  lines: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  first_event_at: number | null;
  last_event_at: number | null;
  size_bytes: number | null;
  attempts: number;
  retry_at: number | null;
  updated_at: number;
  /** How many files it stands for: old ones are joined. */
  files: Generated<number>;
}

interface QuarantineTable {
  id: Generated<number>;
  stream_id: number;
  source: string;
  line: number | null;
  reason: string;
  detail: string;
  bytes: Uint8Array;
  truncated: number;
  at: number;
  /** What decoding needs beside the bytes; null: kept by an older version. */
  part: string | null;
  file_name: string | null;
  fallback_time: number | null;
  /** When it could be decoded after all; null: not yet. Its bytes are empty then. */
  settled_at: Generated<number | null>;
  settled_by: Generated<string | null>;
}

/** The lists that are polled whole, as they stood when they were read last. */
interface SnapshotItemTable {
  stream_id: number;
  /** Hash of part and key: the vendor's keys are long, and nobody reads them. */
  id: Uint8Array;
  digest: Uint8Array;
  part: string;
  raw: string;
}

export interface EventTable {
  /** Commit number: what destinations keep their offset in. */
  seq: number;
  stream_id: number;
  time: number;
  id: Uint8Array;
  type: string;
  sender: string | null;
  recipient: string | null;
  url: string | null;
  host: string | null;
  action: string | null;
  verdict: string | null;
  source_address: string | null;
  message_id: string | null;
  subject: string | null;
  occurrences: number;
  raw: string;
  /** Whole hours since the epoch: what the lookups are led by, see docs/decisions/0001-store.md. */
  hour: GeneratedAlways<number>;
}

/** Events of a stream that two ways lead to. */
interface NaturalKeyTable {
  stream_id: number;
  key: Uint8Array;
  /** The event's commit number. */
  seq: number;
  time: number;
  /** 1: brought by the other way, not yet by its own. */
  provisional: number;
}

interface RollupTable {
  stream_id: number;
  /** Start of the hour of event time. */
  hour: number;
  type: string;
  events: number;
}

interface LeaseTable {
  principal: string;
  holder: string;
  token: number;
  expires_at: number;
}

interface BudgetTable {
  connection_id: string;
  /** The process that spent. */
  holder: string;
  /** Whose quota it is: connections on one credential spend of the same. */
  principal: string;
  operation: string;
  call_limit: number | null;
  remaining: number | null;
  resets_at: number | null;
  /** JSON: who spent how many calls. */
  spent: string;
  at: number;
}

interface AddressTable {
  connection_id: string;
  remote: string;
  local: string;
  is_proxy: number;
  at: number;
}

/** What other commands ask of the process that collects. */
interface IntentTable {
  id: Generated<number>;
  connection_id: string;
  kind: string;
  feed: string;
  /** A span of time, or of ids in quarantine. */
  from_at: number;
  until_at: number;
  asked_at: number;
  state: string;
  detail: string | null;
  settled_at: number | null;
}

interface RunTable {
  id: string;
  connection_id: string;
  action: string;
  /** JSON: the plan as it was shown, but for its items. */
  plan: string;
  state: string;
  outcome: string | null;
  detail: string | null;
  actor: string;
  origin: Generated<string>;
  reason: string;
  expires_at: number | null;
  undoes: string | null;
  /** The process that runs it: of a dead one, the outcome is settled by reading. */
  holder: string;
  created_at: number;
  updated_at: number;
  /** When an unknown outcome is looked for again; null: no reading can tell it. */
  read_again_at: Generated<number | null>;
}

/** What the tenant knows no longer of what our runs made and no call lists: it is asked for no more. */
interface GoneObjectTable {
  connection_id: string;
  operation: string;
  id: string;
  at: number;
}

/** The targets of a run. */
interface RunItemTable {
  run_id: string;
  number: number;
  /** Names what is to be so, whoever asks for it. */
  intent: string;
  /** JSON, as are calls, before, after and the request ids. */
  input: string;
  sentence: string;
  calls: string;
  /** How many of the calls were made. */
  called: number;
  before: string;
  after: string;
  state: string;
  outcome: string | null;
  detail: string | null;
  request_ids: string;
  /** JSON: the ids that the answers gave, each with its operation. */
  made: string;
}

interface PlanTable {
  id: string;
  connection_id: string;
  /** JSON. */
  body: string;
  /** Of what an approval agrees to. */
  digest: string;
  actor: string;
  reason: string;
  run_id: string | null;
  created_at: number;
}

interface ContainmentTable {
  id: string;
  connection_id: string;
  /** JSON: the target and the steps with their plans. */
  body: string;
  actor: string;
  origin: string;
  reason: string;
  created_at: number;
}

interface ApprovalTable {
  id: Generated<number>;
  plan_id: string;
  digest: string;
  actor: string;
  reason: string;
  signature: string;
  at: number;
}

/** Append-only; each entry holds the hash of the one before it. */
interface AuditTable {
  seq: number;
  at: number;
  actor: string;
  origin: string;
  kind: string;
  /** Empty where it is about none. */
  connection: string;
  subject: string;
  /** JSON. */
  body: string;
  previous: string;
  hash: string;
}

interface ChannelTable {
  id: string;
  name: string;
  /** JSON. */
  settings: string;
  wrapped_key: Uint8Array;
  /** Base64. */
  sealed: string;
  created_at: number;
}

interface NoticeTable {
  key: string;
  /** JSON: the condition. */
  body: string;
  since: number;
}

interface DeliveryTable {
  id: Generated<number>;
  channel_id: string;
  /** Of the notice it is about. */
  key: string;
  /** JSON. */
  message: string;
  made_at: number;
  due_at: number;
  attempts: number;
}
