import { createHash } from "node:crypto";
import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, minuteMs } from "../../clock/spans.js";
import type { remediationGuesses } from "../../guesses/table/remediation.js";
import type { Tenant } from "../../index.js";
import { isObject, readNumber, readText } from "../../wire/decode.js";
import { listAt, postV2, readPages } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const incidents = { path: "/api/ttp/remediation/find-incidents", under: "incidents" };

const hashOf = (digit: string, length = 64) => digit.repeat(length);

const upload = (tenant: Tenant, hashes: readonly string[], operationType = "BLOCK") =>
  postV2(tenant, "/api/byo-threat-intelligence/create-batch", {
    data: [{ operationType, hashList: hashes.map((hash) => ({ hash })) }],
  });

const deliver = (tenant: Tenant) =>
  tenant.deliver({
    sender: "a@b.example",
    recipient: tenant.people[0]?.address ?? "",
    attachment: { fileName: "plan.txt", content: "a plan" },
  }).outcome;

const fileHash = createHash("sha256").update("a plan").digest("hex");

const find = (tenant: Tenant, item: object) => postV2(tenant, incidents.path, { data: [item] });

export const remediationProbes: Record<keyof typeof remediationGuesses, Probe> = {
  incidentRows: {
    options: { messagesPerDay: 1000 },
    look: async (tenant) => {
      const [row] = listAt((await find(tenant, { searchBy: { fieldName: "all", value: "" } })).json, "data");
      return isObject(row) ? Object.keys(row) : [];
    },
  },
  incidentSearchDays: {
    options: { messagesPerDay: 1000 },
    other: 2,
    look: async (tenant) =>
      listAt((await find(tenant, { searchBy: { fieldName: "all", value: "" } })).json, "data", 0, "incidents")
        .length,
  },
  removedMailFoundAgain: {
    look: async (tenant, clock) => {
      tenant.deliver({ sender: "a@b.example", recipient: tenant.people[0]?.address ?? "", subject: "Once" });
      clock.advance(minuteMs);
      const body = { data: [{ advancedTrackAndTraceOptions: { from: "a@b.example" } }] };
      const found = await postV2(tenant, "/api/message-finder/search", body);
      const id = readText(listAt(found.json, "data", 0, "trackedEmails")[0], "id");
      const info = await postV2(tenant, "/api/message-finder/get-message-info", { data: [{ id }] });
      const messageId = /Message-ID: (<[^>]+>)/i.exec(
        info.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
      )?.[1];
      const item = { searchBy: "messageId", hashOrMessageId: messageId, reason: "twice" };
      const remediate = async () => {
        const made = await postV2(tenant, "/api/ttp/remediation/create", { data: [item] });
        const { id: incident } = { id: readText(listAt(made.json, "data")[0], "id") };
        clock.advance(30 * minuteMs);
        const told = await postV2(tenant, "/api/ttp/remediation/get-incident", { data: [{ id: incident }] });
        return readNumber(listAt(told.json, "data")[0], "identified");
      };
      return [await remediate(), await remediate()];
    },
  },
  hashKinds: { look: async (tenant) => outcome(await upload(tenant, [hashOf("a", 40)])) },
  hashesPerBatch: {
    other: 1,
    look: async (tenant) => outcome(await upload(tenant, [hashOf("a"), hashOf("b")])),
  },
  hashDelayMinutes: {
    other: 5,
    look: async (tenant, clock) => {
      await upload(tenant, [fileHash]);
      clock.advance(minuteMs);
      return deliver(tenant);
    },
  },
  knownHashTakesRoom: {
    options: { hashQuota: 1 },
    look: async (tenant) => [
      outcome(await upload(tenant, [hashOf("a")])),
      outcome(await upload(tenant, [hashOf("a")])),
    ],
  },
  overfullBatch: {
    options: { hashQuota: 1 },
    look: async (tenant) => outcome(await upload(tenant, [hashOf("a"), hashOf("b")])),
  },
  repeatedHash: {
    look: async (tenant, clock) => {
      await upload(tenant, [fileHash], "ALLOW");
      clock.advance(minuteMs);
      await upload(tenant, [fileHash]);
      clock.advance(minuteMs);
      return deliver(tenant);
    },
  },
  incidentsByModified: {
    options: { messagesPerDay: 1000 },
    look: (tenant, clock) => {
      const item = { start: formatUtc(clock.now() - 9 * dayMs), end: formatUtc(clock.now() - dayMs) };
      return readPages(tenant, incidents, { item });
    },
  },
};
