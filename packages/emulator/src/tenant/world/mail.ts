import { HeldMail } from "../../held/held-mail.js";
import { IncidentLog } from "../../remediation/incident-log.js";
import { Remediator } from "../../remediation/remediator.js";
import { Removals } from "../../remediation/removals.js";
import { MessageBook } from "../../tracking/message-book.js";
import { LiveEvents } from "../../traffic/live-events.js";
import { Traffic } from "../../traffic/traffic.js";
import type { Console } from "./console.js";
import type { Ground } from "./ground.js";

/** The company's mail and what has become of it. */
export interface Mail {
  readonly traffic: Traffic;
  /** What was done by hand. */
  readonly live: LiveEvents;
  readonly heldMail: HeldMail;
  readonly messages: MessageBook;
  readonly incidents: IncidentLog;
  readonly remediator: Remediator;
}

export function startMail(ground: Ground, console: Console): Mail {
  const { company, script, mint, historyStart, recorded } = ground;
  const { seed, messagesPerDay, cacheBytes, guesses } = ground.settings;
  const { managedUrls, policies, managedSenders, hashList } = console;
  const removals = new Removals();
  const senderRules = { policies, managedSenders };
  const traffic = new Traffic({
    company,
    seed,
    messagesPerDay,
    managedUrls,
    senderRules,
    hashList,
    removals,
    script,
    guesses,
  });
  const live = new LiveEvents();
  const heldMail = new HeldMail({ traffic, historyStart, cacheBytes: Math.ceil(cacheBytes / 8), guesses });
  const incidents = new IncidentLog({
    traffic,
    mint,
    historyStart,
    isByModified: guesses.incidentsByModified,
    cacheBytes: Math.ceil(cacheBytes / 32),
  });
  const messages = new MessageBook({
    // Recorded records have no mail behind them.
    regular: (...span) => (recorded === null ? traffic.messagesBetween(...span) : []),
    estimate: (from, until) => traffic.estimateMessages(from, until),
    live,
    historyStart,
    mint,
  });
  const remediator = new Remediator({ messages, heldMail, incidents, removals, company, guesses });
  return { traffic, live, heldMail, messages, incidents, remediator };
}
