import { siemCi } from "./siem-ci.js";
import { streamOf } from "./siem-stream.js";

/** Mail events of Cloud Integrated as they come. */
export const siemCiStream = streamOf(siemCi, { operation: "siem.stream.ci" });
