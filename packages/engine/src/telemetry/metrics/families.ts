/** What one metric is. `source` tells where its numbers come from, and with that what they count. */
export interface Family {
  readonly kind: "counter" | "gauge" | "histogram";
  /** `events`: what this process did since it began. `store`: what the store says. `process`: this process itself. */
  readonly source: "events" | "store" | "process";
  readonly labels: readonly string[];
  /** As OpenTelemetry spells it. */
  readonly unit?: "s" | "By";
  readonly help: string;
  /** Upper bounds of a histogram's buckets. */
  readonly bounds?: readonly number[];
}

/**
 * Every metric, by its name; Prometheus shows counters with `_total` behind it. Labels take values from declarations
 * (connections, feeds, operations, states) and from short lists, never from what a tenant sends.
 */
export const families = {
  postern_events_committed: {
    kind: "counter",
    source: "events",
    labels: ["connection", "feed"],
    help: "New events stored.",
  },
  postern_events_duplicate: {
    kind: "counter",
    source: "events",
    labels: ["connection", "feed"],
    help: "Records read that were stored already.",
  },
  postern_records_quarantined: {
    kind: "counter",
    source: "events",
    labels: ["connection", "feed"],
    help: "Records that could not be decoded, kept in quarantine.",
  },
  postern_commit_duration_seconds: {
    kind: "histogram",
    source: "events",
    labels: [],
    unit: "s",
    bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: "How long a commit of events and progress took, waiting for its turn included.",
  },
  postern_polls_failed: {
    kind: "counter",
    source: "events",
    labels: ["connection", "code"],
    help: "Polls that came to nothing as a whole, by error code.",
  },
  postern_calls: {
    kind: "counter",
    source: "events",
    labels: ["connection", "operation", "status"],
    help: "Calls of the vendor's API, each try counted, by HTTP status; `none`: no answer came.",
  },
  postern_call_duration_seconds: {
    kind: "histogram",
    source: "events",
    labels: ["operation"],
    unit: "s",
    bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    help: "From the request to the whole answer; of a download, to its first bytes.",
  },
  postern_calls_throttled: {
    kind: "counter",
    source: "events",
    labels: ["connection", "operation", "by"],
    help: "Times a quota stood in the way: `vendor` by a 429, `budget` by Postern's own count before calling.",
  },
  postern_notifications: {
    kind: "counter",
    source: "events",
    labels: ["channel", "outcome"],
    help: "Notices: `sent`, `failed` (tried again) or `given-up`.",
  },
  postern_lease_held: {
    kind: "gauge",
    source: "events",
    labels: ["connection"],
    help: "1 while this process works for the connection, 0 while another one does.",
  },
  postern_collecting_paused: {
    kind: "gauge",
    source: "events",
    labels: [],
    help: "1 while collecting is paused, since the disk is nearly full or takes no more.",
  },
  postern_feed_state: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "feed", "state"],
    help: "1 for the state a feed is in, 0 for those it was in since this process began.",
  },
  postern_feed_lag_seconds: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "feed"],
    unit: "s",
    help: "Now less the time of the newest event.",
  },
  postern_feed_last_event_timestamp_seconds: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "feed"],
    unit: "s",
    help: "Time of the newest event.",
  },
  postern_feed_last_arrival_timestamp_seconds: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "feed"],
    unit: "s",
    help: "When an event was stored last.",
  },
  postern_feed_windows: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "feed", "state"],
    help: "Spans of the ledger: complete (neighbours are one), incomplete, lost, unprovable; no series where there was none since this process began.",
  },
  postern_rate_limit: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "operation"],
    help: "Calls the vendor allows per window, where it is known.",
  },
  postern_rate_limit_remaining: {
    kind: "gauge",
    source: "store",
    labels: ["connection", "operation"],
    help: "Calls left of them.",
  },
  postern_store_size_bytes: {
    kind: "gauge",
    source: "store",
    labels: [],
    unit: "By",
    help: "The store on the disk, with the log beside it.",
  },
  postern_store_free_disk_bytes: {
    kind: "gauge",
    source: "store",
    labels: [],
    unit: "By",
    help: "Free on the disk of the store.",
  },
  postern_build_info: {
    kind: "gauge",
    source: "process",
    labels: ["version", "node"],
    help: "1, with the versions.",
  },
  process_start_time_seconds: {
    kind: "gauge",
    source: "process",
    labels: [],
    unit: "s",
    help: "When this process began.",
  },
  process_cpu_seconds: {
    kind: "counter",
    source: "process",
    labels: [],
    unit: "s",
    help: "CPU time, of user and system.",
  },
  process_resident_memory_bytes: {
    kind: "gauge",
    source: "process",
    labels: [],
    unit: "By",
    help: "Memory in RAM.",
  },
  process_open_fds: { kind: "gauge", source: "process", labels: [], help: "Open files and sockets (Linux)." },
  nodejs_heap_size_used_bytes: {
    kind: "gauge",
    source: "process",
    labels: [],
    unit: "By",
    help: "JavaScript heap in use.",
  },
  nodejs_eventloop_lag_seconds: {
    kind: "gauge",
    source: "process",
    labels: [],
    unit: "s",
    help: "The event loop's delay since the last look, 99th percentile.",
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
export type Labels<Name extends FamilyName> = {
  readonly [Label in (typeof families)[Name]["labels"][number]]: string;
};
type OfKind<Kind extends Family["kind"]> = {
  [Name in FamilyName]: (typeof families)[Name]["kind"] extends Kind ? Name : never;
}[FamilyName];
type OfSource<Source extends Family["source"]> = {
  [Name in FamilyName]: (typeof families)[Name]["source"] extends Source ? Name : never;
}[FamilyName];

/** Those that are counted as events come. */
export type CountedName = OfKind<"counter"> & OfSource<"events">;
export type MeasuredName = OfKind<"histogram">;
/** Those that are looked up when somebody asks. */
export type ObservedName = Exclude<FamilyName, CountedName | MeasuredName>;
