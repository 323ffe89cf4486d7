/** What operators are told of. */
export const noticeKinds = [
  "connected",
  "credentials-refused",
  "not-permitted",
  "feed-stale",
  "window-lost",
  "quarantine-growing",
  "budget-exhausted",
  "key-expiring",
  "store-nearly-full",
  "clock-wrong",
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** Something that is so now. Told when it begins, and when it is over. */
export interface Condition {
  /** The same as long as it is the same thing. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly connection: string | null;
  readonly feed: string | null;
  /** One line. */
  readonly summary: string;
  readonly mend: string | null;
  /** What is told when it is over; null: nothing. */
  readonly recovery: string | null;
  /** Only its end is worth a word. */
  readonly isQuiet: boolean;
}

/** What is sent, in every form. */
export interface NoticeMessage {
  readonly kind: NoticeKind | "test";
  readonly state: "raised" | "recovered";
  readonly connection: string | null;
  readonly feed: string | null;
  readonly summary: string;
  readonly mend: string | null;
  /** ISO 8601. */
  readonly since: string;
  readonly at: string;
}
