import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson } from "../../wire/answer.js";
import { readFlag, readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";

/** Not published: room for any word. */
const longestMode = 60;

export const getGatewayDetails: Handler = (_call, emulation) => answerJson(describeGateway(emulation));

/** Of what is shown, `outboundEnabled` can be changed here; which the contract lets change is not known. */
export const updateGatewayDetails: Handler = (call, emulation) => {
  const body = readBody(call);
  if (body["outboundEnabled"] === undefined) throw badBody(itemErrors.nothingGiven());
  const outboundEnabled = readFlag(body, "outboundEnabled");
  if (outboundEnabled === null) throw badBody(itemErrors.notAllowed("outboundEnabled", ["true", "false"]));
  emulation.administration.gateway.outboundEnabled = outboundEnabled;
  noteSetting("Account Settings Updated", `Outbound mail: ${outboundEnabled}`, { call, emulation });
  return answerJson(describeGateway(emulation));
};

export const updateProtectionMode: Handler = (call, emulation) => {
  const protectionMode = readText(readBody(call), "protectionMode")?.trim() ?? null;
  if (protectionMode === null) throw badBody(itemErrors.missing("protectionMode"));
  if (protectionMode === "") throw badBody(itemErrors.blank("protectionMode"));
  if (protectionMode.length > longestMode) throw badBody(itemErrors.tooLong("protectionMode", longestMode));
  emulation.administration.gateway.protectionMode = protectionMode;
  noteSetting("Account Settings Updated", `Protection mode: ${protectionMode}`, { call, emulation });
  return answerJson(describeGateway(emulation));
};

/** The hosts have invented names, two for each way, as an account has. */
function describeGateway({ accountCode, region, administration }: Emulation) {
  const { protectionMode, outboundEnabled } = administration.gateway;
  return {
    accountCode,
    region,
    protectionMode,
    status: "active",
    outboundEnabled,
    outboundHostnames: [1, 2].map((number) => `${region}-smtp-outbound-${number}.vendor.example`),
    inboundMxRecords: listInboundHosts(region).map((hostname) => ({ hostname, priority: 10 })),
    spf: `v=spf1 include:${region}._netblocks.vendor.example ~all`,
  };
}

/** Where mail for the company has to be sent to. */
export function listInboundHosts(region: Emulation["region"]): readonly string[] {
  return [1, 2].map((number) => `${region}-smtp-inbound-${number}.vendor.example`);
}
