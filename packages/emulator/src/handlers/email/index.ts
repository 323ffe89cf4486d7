import type { HandlerGroup } from "../handler.js";
import { getGatewayDetails, updateGatewayDetails, updateProtectionMode } from "./gateway-details.js";
import { getEmailQueues } from "./get-email-queues.js";
import {
  deleteOutboundAddresses,
  listOutboundAddresses,
  replaceOutboundAddresses,
} from "./outbound-ip-addresses.js";

export const emailHandlers: HandlerGroup = {
  "email.get-email-queues": getEmailQueues,
  "email.gateway-details.get": getGatewayDetails,
  "email.gateway-details.update": updateGatewayDetails,
  "email.protection-mode.update": updateProtectionMode,
  "email.outbound-ip-addresses.list": listOutboundAddresses,
  "email.outbound-ip-addresses.replace": replaceOutboundAddresses,
  "email.outbound-ip-addresses.delete": deleteOutboundAddresses,
};
