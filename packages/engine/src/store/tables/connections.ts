import type { Generated } from "kysely";

export interface VaultTable {
  id: number;
  /** Sealed with the vault's key: what a wrong key does not open. */
  proof: Uint8Array;
  sealed_at: number;
}

export interface CredentialTable {
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

export interface ConnectionTable {
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

export interface ConnectionHistoryTable {
  id: Generated<number>;
  connection_id: string;
  at: number;
  state: string;
  reason: string | null;
}

export interface BudgetTable {
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

export interface AddressTable {
  connection_id: string;
  remote: string;
  local: string;
  is_proxy: number;
  at: number;
}
