import type { Generated } from "kysely";

export interface ChannelTable {
  id: string;
  name: string;
  /** JSON. */
  settings: string;
  wrapped_key: Uint8Array;
  /** Base64. */
  sealed: string;
  created_at: number;
}

export interface NoticeTable {
  key: string;
  /** JSON: the condition. */
  body: string;
  since: number;
}

export interface DeliveryTable {
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
