import { serveBatches } from "./siem-batches.js";

/** Lists the files of Cloud Integrated. */
export const listIntegratedFiles = serveBatches("siem-ci");
