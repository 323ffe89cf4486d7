import { isArchived, isIn } from "../../archive/archived.js";
import { formatUtc } from "../../clicks/click-row.js";
import type { EventLog } from "../../logs/event-log.js";
import type { Emulation } from "../../tenant/emulation.js";
import { scanMessages } from "../../tracking/scan-messages.js";
import type { Message } from "../../traffic/message.js";
import { Refusal } from "../../wire/answer.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import { serveLog, writeFlat } from "../log-pages.js";
import { checkChoice } from "../searches.js";

const views = ["INBOX", "SENT"] as const;

/** Answers a page of one mailbox as the archive has it, newest first; the caller's own where none is named. */
export const getMessageList = serveLog({
  feed: null,
  from: "start",
  until: "end",
  beginning: monthBefore,
  countedMs: Infinity,
  wrap: writeFlat,
  checkFilters(item, emulation, caller) {
    checkChoice(item, "view", views);
    if (!emulation.isInternalAddress(mailboxOf(item, emulation, caller)))
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.forbiddenForAddress()] }]));
  },
  logOf(emulation, item, caller): EventLog {
    const mailboxes = mailboxesOf(item, emulation, caller);
    const view = readText(item, "view") === "SENT" ? "SENT" : "INBOX";
    const { messages } = emulation;
    return {
      scan: (scan) =>
        scanMessages(messages, {
          scan,
          isMeant: (message) =>
            mailboxes.some((mailbox) => isIn(message, mailbox, view)) && isArchived(message, emulation),
          write: (message) => writeListed(message, messages.idOf(message)),
        }),
    };
  },
});

function mailboxOf(item: JsonObject, { administration }: Emulation, caller: string): string {
  return administration.directory.aliases.resolve((readText(item, "mailbox") ?? caller).toLowerCase());
}

/** The mailbox, and where it is wished those its owner may open. */
function mailboxesOf(item: JsonObject, emulation: Emulation, caller: string): readonly string[] {
  const own = mailboxOf(item, emulation, caller);
  if (readFlag(item, "includeDelegates") !== true) return [own];
  const delegations = emulation.administration.directory.delegates.list();
  return [own, ...delegations.flatMap(({ reader, mailbox }) => (reader === own ? [mailbox] : []))];
}

function monthBefore(now: number): number {
  const date = new Date(now);
  return date.setUTCMonth(date.getUTCMonth() - 1);
}

function writeListed(message: Message, id: string): JsonObject {
  return {
    id,
    subject: message.subject,
    size: message.size,
    received: formatUtc(message.time),
    from: { emailAddress: message.headerFrom },
    attachmentCount: message.attachment === null ? 0 : 1,
  };
}
