/** Events as a store would get them: windows of ten streams, nearly in order of time, identities random. */
export interface StoredEvent {
  readonly stream: number;
  readonly timeMs: number;
  readonly id: Buffer;
  readonly type: string;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly url: string | null;
  readonly host: string | null;
  readonly action: string;
  readonly sourceIp: string | null;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly occurrences: number;
  readonly raw: string;
}

export const streamCount = 10;
export const chunkSize = 10_000;
export const dayMs = 86_400_000;
/** January to March 2025: 90 days, three calendar months, so that the oldest third is one month. */
export const firstMs = Date.UTC(2025, 0, 1);
export const lastMs = Date.UTC(2025, 3, 1);
const jitterMs = 10 * 60_000;

const words =
  "invoice payment order meeting report update contract statement account notice delivery review budget request offer reminder schedule ticket access approval".split(
    " ",
  );
const types = [
  "receipt",
  "process",
  "delivery",
  "url-click",
  "attachment",
  "impersonation",
  "audit",
  "rejection",
];
const actions = ["allow", "block", "hold", "deliver", "reject"];

/** mulberry32: small, seeded, good enough to spread keys. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same chunk number always gives the same events, so duplicates need no memory. */
export function synthesizeChunk(chunk: number, chunkCount: number): StoredEvent[] {
  const random = randomFrom(chunk * 7919 + 1);
  const pick = (count: number) => Math.floor(random() * count);
  const word = (list: readonly string[]) => list[pick(list.length)] ?? "";
  const windowMs = (lastMs - firstMs - 2 * jitterMs) / chunkCount;
  const windowStartMs = firstMs + jitterMs + chunk * windowMs;
  const perStream = chunkSize / streamCount;
  return Array.from({ length: chunkSize }, (_, index) => {
    const offsetMs = ((index % perStream) / perStream) * windowMs;
    const timeMs = Math.floor(windowStartMs + offsetMs + (random() * 2 - 1) * jitterMs);
    const id = Buffer.allocUnsafe(16);
    for (let at = 0; at < 16; at += 4) id.writeUInt32LE(pick(4_294_967_296), at);
    // Squared: a few senders write much, most write little.
    const senderNumber = Math.floor(random() ** 2 * 20_000);
    const sender = `person.${senderNumber}@sender-${senderNumber % 3_000}.example`;
    const recipient = `colleague.${pick(500)}@customer.example`;
    const host = random() < 0.1 ? `www.site-${Math.floor(random() ** 2 * 5_000)}.example` : null;
    const url =
      host === null ? null : `https://${host}/${word(words)}/${pick(1e9).toString(36)}?u=${pick(1e6)}`;
    const message = (chunk * chunkSize + Math.floor(index / 3)) * 2_654_435_761;
    const messageId = `<${message.toString(36)}.${Math.floor(index / 3)}@mail-${senderNumber % 50}.example>`;
    const subject = `${word(words)} ${word(words)} ${word(words)} ${pick(100_000)}`;
    const event = {
      stream: Math.floor(index / perStream),
      timeMs,
      id,
      type: word(types),
      sender,
      recipient,
      url,
      host,
      action: word(actions),
      sourceIp: `203.0.${pick(256)}.${pick(256)}`,
      messageId,
      subject,
      occurrences: 1,
    };
    return { ...event, raw: rawRecord(event, pick) };
  });
}

function rawRecord(event: Omit<StoredEvent, "raw">, pick: (count: number) => number): string {
  return JSON.stringify({
    processingId: event.id.toString("base64url"),
    aggregateId: `${pick(1e9)}_${event.timeMs}`,
    timestamp: event.timeMs,
    type: event.type,
    eventType: event.type,
    accountId: "CUSA00A000",
    senderEnvelope: event.sender,
    senderHeader: event.sender,
    recipients: event.recipient,
    url: event.url,
    action: event.action,
    senderIp: event.sourceIp,
    messageId: event.messageId,
    subject: event.subject,
    tlsVersion: "TLSv1.3",
    tlsCipher: "TLS_AES_256_GCM_SHA384",
    direction: "Inbound",
    spamScore: pick(100),
    spamInfo: "[]",
    virusFound: null,
    totalSizeAttachments: pick(1e6),
    numberAttachments: pick(5),
    rejectionType: null,
    rejectionCode: null,
    route: `inbound-route-${pick(20)}`,
    policy: `default policy ${pick(30)}`,
  });
}
