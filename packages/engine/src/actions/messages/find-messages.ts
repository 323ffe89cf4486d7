import { z } from "zod";
import { PosternError } from "../../errors/postern-error.js";
import { formatVendorTime, readTime } from "../../feeds/values/time.js";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span, withoutBlanks } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";

const filled = z.string().trim().min(1, "must not be empty").optional();

const input = z
  .strictObject({
    ...span,
    messageId: filled.describe("the Message-ID of the headers"),
    from: filled.describe("the sender: an address, or a domain without those below it"),
    to: filled.describe("the recipient, likewise"),
    subject: filled.describe("words of the subject"),
    senderIp: z.union([z.ipv4(), z.ipv6()]).optional().describe("the address of the server that sent it"),
    url: filled.describe("a URL in it"),
    routes: z
      .array(z.enum(["all", "internal", "outbound", "inbound", "external"]))
      .optional()
      .describe("which way it was going"),
    statuses: z
      .array(
        z.enum([
          "accepted",
          "processing",
          "bulk_processing",
          "delivery",
          "bulk_delivery",
          "held",
          "bounced",
          "deferred",
          "rejected",
          "archived",
          "system",
        ]),
      )
      .optional()
      .describe("what has become of it"),
    hasAttachments: z.boolean().optional().describe("whether it carries files"),
  })
  .refine(
    ({ messageId, from, to, subject, senderIp, url }) =>
      [messageId, from, to, subject, senderIp, url].some((value) => value !== undefined),
    "says nothing to look for: give a message id, a sender, a recipient, a subject, an address or a URL",
  );

const operation = "message-finder.search";
const dayMs = 86_400_000;
/** About 30 days, says the vendor; the day that is that long ago counts whole. */
const reachDays = 30;

/** Looks mail up by what is known of it, as the vendor's message tracking does. */
export const findMessages: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "find-messages",
  family: "messages",
  sentence: "Tracks messages of about the last 30 days, delivered or not, by what is known of them.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [operation], writes: [] }),
  columns: [
    { title: "received", path: "received" },
    { title: "status", path: "status" },
    { title: "from", path: "fromHdr.emailAddress" },
    { title: "to", path: "to.0.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "id", path: "id" },
  ],
  async *read(client, { input: wanted, reason, now, signal }) {
    checkReach(wanted, now());
    const { messageId, from, to, subject, senderIp, url, routes, statuses, hasAttachments } = wanted;
    const options = withoutBlanks({ from, to, subject, senderIP: senderIp, url });
    const item = withoutBlanks({
      ...boundsOf(wanted),
      messageId,
      ...(Object.keys(options).length === 0 ? {} : { advancedTrackAndTraceOptions: options }),
      searchReason: reason === "" ? undefined : reason,
      route: routes,
      status: statuses,
      attachments: hasAttachments,
    });
    yield* streamRows(client, { operation, item, pageSize: 100, signal });
  },
};

/** The vendor refuses an older start without a word of how old it may be. */
function checkReach({ since, until }: z.output<typeof input>, now: number): void {
  const oldest = Math.floor((now - reachDays * dayMs) / dayMs) * dayMs;
  const start = readTime(since) ?? now;
  const end = readTime(until) ?? now;
  if (start < oldest) {
    throw new PosternError(
      "bad-usage",
      `find-messages: Mimecast tracks mail of about ${String(reachDays)} days: since must not be before ${formatVendorTime(oldest)}. Older mail is in the archive (search-archive).`,
    );
  }
  if (end < oldest || (since !== undefined && start > end)) {
    throw new PosternError(
      "bad-usage",
      "find-messages: the span ends before it begins, or before what is tracked.",
    );
  }
}
