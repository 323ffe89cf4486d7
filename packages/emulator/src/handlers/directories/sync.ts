import { formatUtc } from "../../clicks/click-row.js";
import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson } from "../../wire/answer.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope } from "../../wire/envelope.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";

/** The one connection of the account. What its settings hold is not described. */
export const getConnection: Handler = (_call, { administration, mint }) => {
  const { directory, directorySync } = administration;
  return answerEnvelope([
    {
      id: `MTOKEN:${mint.seal("directory-connection", [1])}`,
      description: "The company's directory",
      info: "",
      serverType: "active_directory",
      enabled: directorySync.isEnabled,
      status: "ok",
      lastSync: formatUtc(directorySync.lastSync),
      syncRunning: directorySync.isRunning,
      domains: directory.domains.list("verified").map(({ name }) => name),
      ldapSettings: {},
      acknowledgeDisabledAccounts: true,
    },
  ]);
};

/** Starts a run, or tells of the one that is under way. */
export const executeSync: Handler = (call, emulation) => {
  const outcome = startSync(call, emulation);
  if (outcome === "disabled")
    return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.syncDisabled()] }]);
  const syncStatus = outcome === "started" ? "started" : emulation.guesses.repeatedSync;
  return answerEnvelope([{ type: "ACTIVE_DIRECTORY", syncStatus }]);
};

const statuses = {
  started: "sync_requested",
  "already running": "already_in_progress",
  disabled: "no_integrations_enabled",
} as const;

export const requestSync: Handler = (call, emulation) => {
  const action = readText(readBody(call), "action");
  if (action === null) throw badBody(itemErrors.missing("action"));
  if (action !== "start") throw badBody(itemErrors.notAllowed("action", ["start"]));
  return answerJson({ status: statuses[startSync(call, emulation)] });
};

function startSync(call: Call, emulation: Emulation) {
  const outcome = emulation.administration.directorySync.start();
  if (outcome === "started") noteSetting("Directory Sync Started", "Active Directory", { call, emulation });
  return outcome;
}
