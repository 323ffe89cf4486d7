import type { Generated } from "kysely";

export interface RunTable {
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
export interface GoneObjectTable {
  connection_id: string;
  operation: string;
  id: string;
  at: number;
}

/** The targets of a run. */
export interface RunItemTable {
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

export interface PlanTable {
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

export interface ContainmentTable {
  id: string;
  connection_id: string;
  /** JSON: the target and the steps with their plans. */
  body: string;
  actor: string;
  origin: string;
  reason: string;
  created_at: number;
}

export interface ApprovalTable {
  id: Generated<number>;
  plan_id: string;
  digest: string;
  actor: string;
  reason: string;
  signature: string;
  at: number;
}

/** Append-only; each entry holds the hash of the one before it. */
export interface AuditTable {
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
