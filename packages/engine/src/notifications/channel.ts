import { z } from "zod";
import { type NoticeKind, noticeKinds } from "./notice.js";
import { isTimeZone, type QuietHours } from "./quiet-hours.js";

const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("webhook"), url: z.url({ protocol: /^https?$/ }) }),
  z.object({ kind: z.literal("slack") }),
  z.object({ kind: z.literal("teams") }),
  z.object({
    kind: z.literal("email"),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65535),
    /** `always`: from the first byte (465); `upgraded`: STARTTLS or nothing (587); `never`: in the clear. */
    tls: z.enum(["always", "upgraded", "never"]),
    username: z.string().nullable(),
    /** PEM of an authority to trust as well; null: those the system trusts. */
    ca: z.string().includes("-----BEGIN CERTIFICATE-----").nullable().default(null),
    from: z.string().includes("@"),
    to: z.array(z.string().includes("@")).min(1),
  }),
  z.object({ kind: z.literal("command"), words: z.array(z.string()).min(1) }),
]);

export const channelSettings = z.object({
  target,
  /** What it is told of; null: everything. */
  only: z.array(z.enum(noticeKinds)).min(1).nullable(),
  quiet: z
    .object({
      fromMinute: z.number().int().min(0).max(1439),
      untilMinute: z.number().int().min(0).max(1439),
      // Before there were zones, all went by UTC.
      timeZone: z.string().refine(isTimeZone, "no time zone of this name").default("UTC"),
    })
    .nullable(),
});

/**
 * Where notices go. Secrets are apart: the key that signs a webhook, the whole URL of a Slack or Teams webhook (it is
 * all that is needed to post there), the password of a mail server.
 */
export type ChannelTarget = z.output<typeof target>;
export type NewChannelTarget = z.input<typeof target>;

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly target: ChannelTarget;
  readonly only: readonly NoticeKind[] | null;
  readonly quiet: QuietHours | null;
  readonly createdAt: number;
}

export interface NewChannel {
  readonly name: string;
  readonly target: NewChannelTarget;
  readonly only?: readonly NoticeKind[];
  readonly quiet?: QuietHours;
  readonly secret?: string;
}
