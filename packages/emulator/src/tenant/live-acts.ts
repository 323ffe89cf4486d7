import { isIP } from "node:net";
import { dayMs, minuteMs, secondMs } from "../clock/spans.js";
import { leavesUnwritten } from "../console/managed-urls.js";
import type { Policy } from "../policies/policy.js";
import { alterAddresses } from "../traffic/alter-addresses.js";
import { type Click, cleanVerdict, type Verdict, verdictOfEntry } from "../traffic/click.js";
import type { Company } from "../traffic/company.js";
import { describeMessage } from "../traffic/compose.js";
import { sha256Of } from "../traffic/file-bytes.js";
import { settleFile } from "../traffic/file-rules.js";
import { encodedSize, isDangerous, lockoutRejection, nameFile } from "../traffic/ingredients.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Attachment, Message } from "../traffic/message.js";
import { mix, Random } from "../traffic/random.js";
import { findRefusal, refuse, type SenderRefusal } from "../traffic/sender-rules.js";
import type { Traffic } from "../traffic/traffic.js";
import type { PlannedClick } from "../traffic/wave-clicks.js";
import { isAddress } from "../wire/addresses.js";
import type { Emulation } from "./emulation.js";
import type { Campaign, CampaignClick, ClickOutcome, Delivery, DeliveryOutcome } from "./types.js";

interface Stage {
  readonly emulation: Emulation;
  readonly traffic: Traffic;
  readonly live: LiveEvents;
}

const maliciousVerdict: Verdict = {
  ...cleanVerdict("Phishing & Fraud"),
  scanResult: "malicious",
  userOverride: "Continue",
  awareness: "Continue",
};

/** A person clicks now. The account's URL list decides; without an entry the scan's verdict lets it through. */
export function clickNow(
  stage: Stage,
  event: { readonly url: string; readonly recipient: string; readonly sourceIp?: string },
): ClickOutcome {
  const { emulation, traffic, live } = stage;
  const { recipient } = event;
  const url = emulation.links.open(event.url) ?? event.url;
  const sourceIp = event.sourceIp ?? traffic.company.officeIps[0] ?? "192.0.2.10";
  if (!URL.canParse(url)) throw new TypeError(`Not a URL: ${url}`);
  if (isIP(sourceIp) === 0) throw new TypeError(`Not an IP address: ${sourceIp}`);
  const now = emulation.clock.now();
  const time = Math.floor(now / secondMs) * secondMs;
  const campaign = listCampaigns(stage).find((candidate) => candidate.url === url);
  const entry = emulation.managedUrls.judgeNow(url, now);
  const scanned = campaign === undefined ? cleanVerdict("Uncategorized") : maliciousVerdict;
  const verdict =
    entry === null ? scanned : verdictOfEntry(entry, { otherwise: scanned, guesses: emulation.guesses });
  const message =
    findMail(traffic, { time, recipient, url }) ??
    mailBehind(traffic.company, { campaign, time, recipient, url });
  const click: Omit<Click, "order"> = {
    time,
    message,
    url,
    user: recipient,
    sourceIp,
    method: "User Click",
    ...verdict,
    twin: false,
    visibleFrom: time,
  };
  // What isn't rewritten isn't clicked by way of the tenant.
  if (url === event.url && leavesUnwritten(entry) && !emulation.guesses.unrewrittenClicksLogged)
    return {
      outcome: "allowed",
      reason: "a managed URL leaves this URL as it was sent: the tenant sees no click",
    };
  if (entry?.disableLogClick !== true) live.addClick(click);
  if (entry !== null) {
    const how = entry.matchType === "domain" ? `the domain ${entry.domain}` : "this URL";
    return entry.action === "block"
      ? { outcome: outcomeOfBlock[click.action], reason: `a managed URL blocks ${how}` }
      : { outcome: "allowed", reason: `a managed URL permits ${how}` };
  }
  return campaign === undefined
    ? { outcome: "allowed", reason: "no managed URL matches and the scan found nothing" }
    : {
        outcome: "allowed",
        reason: "no managed URL matches; the scan says malicious, but the user continued",
      };
}

const outcomeOfBlock = { allow: "allowed", warn: "warned", block: "blocked" } as const;

/** The mail of these days' waves that brought somebody a URL. */
function findMail(
  traffic: Traffic,
  click: { readonly time: number; readonly recipient: string; readonly url: string },
): Message | undefined {
  const today = Math.floor(click.time / dayMs);
  return [today - 1, today]
    .flatMap((day) => traffic.planOf(day).waves.flatMap(({ messages }) => messages))
    .find(
      ({ url, recipient, time }) =>
        url === click.url && recipient === click.recipient.toLowerCase() && time <= click.time,
    );
}

/** A mail nobody has seen: one as the campaign's where the URL is one's, an ordinary one otherwise. */
function mailBehind(
  company: Company,
  click: {
    readonly campaign: Campaign | undefined;
    readonly time: number;
    readonly recipient: string;
    readonly url: string;
  },
): Message {
  const { campaign, time, recipient, url } = click;
  const random = new Random(mix(time / secondMs, recipient.length, url.length));
  const mail = describeMessage(company, { kind: "newsletter", time: time - 5 * minuteMs, random, seed: 0 });
  if (campaign === undefined) return { ...mail, recipient, url };
  const { sender, subject } = campaign;
  return {
    ...mail,
    kind: "phishing",
    recipient,
    url,
    sender,
    headerFrom: sender,
    subject,
    urlCategory: "Phishing & Fraud",
  };
}

/** A message arrives now. The policies decide, then the recipient's own list. */
export function deliverNow(stage: Stage, mail: Delivery): DeliveryOutcome {
  const { emulation, traffic, live } = stage;
  const { sender } = mail;
  const recipient = emulation.administration.directory.aliases.resolve(mail.recipient);
  const headerFrom = mail.headerFrom ?? sender;
  for (const address of [sender, headerFrom, recipient]) {
    if (!isAddress(address)) throw new TypeError(`Not an e-mail address: ${address}`);
  }
  if (mail.sourceIp !== undefined && isIP(mail.sourceIp) === 0)
    throw new TypeError(`Not an IP address: ${mail.sourceIp}`);
  const time = emulation.clock.now();
  const random = new Random(mix(time / secondMs, sender.length, recipient.length) ^ (time | 0));
  const plain = describeMessage(traffic.company, { kind: "newsletter", time, random, seed: 0 });
  const attachment = mail.attachment === undefined ? null : takeFile(mail.attachment);
  const message: Message = {
    ...plain,
    kind: "conversation",
    ...(attachment !== null && isDangerous(attachment) ? { kind: "sandboxed", fate: "sandboxed" } : {}),
    attachment,
    size: plain.size + encodedSize(attachment),
    sender,
    headerFrom,
    senderIp: mail.sourceIp ?? plain.senderIp,
    recipient,
    subject: mail.subject ?? "Hello",
    url: null,
    messageId: plain.messageId.replace(/@.*$/, `@${sender.slice(sender.lastIndexOf("@") + 1)}>`),
  };
  const refusal = findRefusal(message, emulation, { isNow: true });
  if (refusal !== null) {
    live.addMessage(refuse(message, refusal));
    return { outcome: "rejected", reason: explain(refusal, mail) };
  }
  const verdict =
    attachment === null ? null : emulation.hashList.judgeNow(sha256Of(attachment), emulation.clock.now());
  live.addMessage(alterAddresses(settleFile(message, verdict), emulation.policies, { isNow: true }));
  if (verdict === "BLOCK")
    return { outcome: "rejected", reason: "the account's file hashes block its attachment" };
  if (verdict === "ALLOW")
    return { outcome: "accepted", reason: "the account's file hashes allow its attachment" };
  const soon = emulation.policies.of("blocked-senders").judgeSoon(message, time);
  if (soon?.option === "block_sender")
    return { outcome: "accepted", reason: `${name(soon)} refuses it as soon as it has reached mail` };
  return { outcome: "accepted", reason: "no policy refuses it, nor does the recipient's list" };
}

function name(policy: Policy, family = "Blocked Senders"): string {
  return `${family} policy "${policy.description}"`;
}

function explain({ by, rejection }: SenderRefusal, { sender, recipient }: Delivery): string {
  if (by === "recipient") return `${recipient} blocks ${sender}`;
  return name(by, rejection === lockoutRejection ? "Anti-Spoofing" : "Blocked Senders");
}

function takeFile(file: NonNullable<Delivery["attachment"]>): Attachment {
  const bytes = Buffer.from(file.content);
  return { ...nameFile(file.fileName), size: bytes.length, hashSeed: 0, bytes };
}

/** The phishing waves from yesterday to tomorrow. */
export function listCampaigns(stage: Stage): Campaign[] {
  const now = stage.emulation.clock.now();
  const today = Math.floor(now / dayMs);
  return [today - 1, today, today + 1].flatMap((day) => {
    const { waves, clicks } = stage.traffic.planOf(day);
    return waves
      .filter(({ startedAt }) => startedAt <= now + dayMs)
      .map(({ messages, ...wave }) => ({
        ...wave,
        recipients: messages.map(({ recipient }) => recipient),
        clicks: clicks.flatMap((planned, index) => {
          if (planned.device === null || planned.message.url !== wave.url) return [];
          const click = stage.traffic.settlePlanned(planned, index);
          return click === null ? [] : [describeClick(click, planned)];
        }),
      }));
  });
}

const outcomes = { allow: "allowed", warn: "warned", block: "blocked" } as const;

function describeClick(click: Click, { place, device }: PlannedClick): CampaignClick {
  const { time, user: recipient, sourceIp, action } = click;
  return {
    time,
    recipient,
    sourceIp,
    from: place,
    managed: device?.managed ?? false,
    userAgent: device?.userAgent ?? "",
    outcome: outcomes[action],
  };
}
