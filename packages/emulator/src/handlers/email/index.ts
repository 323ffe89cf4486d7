import type { HandlerGroup } from "../handler.js";
import { getGatewayDetails, updateGatewayDetails, updateProtectionMode } from "./gateway-details.js";
import { getEmailQueues } from "./get-email-queues.js";
import {
  deleteOutboundAddresses,
  listOutboundAddresses,
  replaceOutboundAddresses,
} from "./outbound-ip-addresses.js";

import { sendEmails } from "./send-email.js";
import { uploadFile } from "./upload-file.js";

export const emailHandlers: HandlerGroup = {
  "email.get-email-queues": getEmailQueues,
  "email.send-email": sendEmails,
  "file.file-upload": uploadFile,
  "email.gateway-details.get": getGatewayDetails,
  "email.gateway-details.update": updateGatewayDetails,
  "email.protection-mode.update": updateProtectionMode,
  "email.outbound-ip-addresses.list": listOutboundAddresses,
  "email.outbound-ip-addresses.replace": replaceOutboundAddresses,
  "email.outbound-ip-addresses.delete": deleteOutboundAddresses,
};
