import { serveBatches } from "./siem-batches.js";

/** Lists the files of the Cloud Gateway. */
export const listGatewayFiles = serveBatches("siem-2.0");
