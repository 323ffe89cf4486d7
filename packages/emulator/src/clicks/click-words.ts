import type { Guesses } from "../guesses/guesses.js";
import type { Click } from "../traffic/click.js";

/** What the logs make of clicks, where sources leave it open. */
export interface ClickWords {
  /** The click as the click log shall tell it. */
  inClickLog(click: Click): Click;
  /** The same for the mail logs of both generations. */
  inMailLogs(click: Click): Click;
  /** Whether Cloud Integrated tells of it. */
  isIntegrated(click: Click): boolean;
  /** Whether Cloud Integrated writes it with members like those of its other types. */
  readonly hasIntegratedForm: boolean;
}

const warnedAction = { Warn: "warn", Allow: "allow", Block: "block" } as const;

export function readClickWords(
  guesses: Pick<Guesses, "clickSendingIp" | "warnedInMailLogs" | "integratedClicks" | "integratedClickForm">,
): ClickWords {
  const warned = warnedAction[guesses.warnedInMailLogs];
  const inClickLog = (click: Click) =>
    guesses.clickSendingIp === "clicker" ? click : { ...click, sourceIp: click.message.senderIp };
  return {
    inClickLog,
    inMailLogs: (click) => {
      const told = inClickLog(click);
      return told.action === "warn" && warned !== "warn" ? { ...told, action: warned } : told;
    },
    isIntegrated: ({ action }) => guesses.integratedClicks === "all" || action === "block",
    hasIntegratedForm: guesses.integratedClickForm === "integrated",
  };
}
