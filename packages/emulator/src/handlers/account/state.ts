import type { LogFeed } from "../../tenant/feeds.js";
import { answerEnvelope } from "../../wire/envelope.js";
import type { Handler } from "../handler.js";
import { type LogForm, serveLog, wrapUnder, writeFlat } from "../log-pages.js";

/** The whole state, in one answer. */
function serveState(feed: LogFeed, wrap: LogForm["wrap"]): Handler {
  return serveLog({ feed, beginning: () => 0, isOldestFirst: () => true, wrap });
}

/** Answers the account, its packages and its two secrets. */
export const getAccount = serveState("account", writeFlat);

/** Answers who supports the account. */
export const getSupportInfo = serveState("support-info", writeFlat);

/** Answers what may be provisioned: here the account's own packages. */
export const getPackages = serveState("packages", wrapUnder("products"));

/** Answers the notices on the dashboard, whichever `accountCode` is asked about. */
export const getDashboardNotifications: Handler = (_call, { account, clock }) =>
  answerEnvelope([{ notifications: account.notifications(clock.now()) }]);
