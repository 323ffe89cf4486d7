import type {
  ApprovalTable,
  AuditTable,
  ContainmentTable,
  GoneObjectTable,
  PlanTable,
  RunItemTable,
  RunTable,
} from "./tables/acting.js";
import type {
  CheckpointTable,
  FileTable,
  IntentTable,
  LeaseTable,
  QuarantineTable,
  SnapshotItemTable,
  StreamTable,
  WindowTable,
} from "./tables/collecting.js";
import type {
  AddressTable,
  BudgetTable,
  ConnectionHistoryTable,
  ConnectionTable,
  CredentialTable,
  VaultTable,
} from "./tables/connections.js";
import type { EventTable, NaturalKeyTable, RollupTable } from "./tables/events.js";
import type { ChannelTable, DeliveryTable, NoticeTable } from "./tables/telling.js";

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
