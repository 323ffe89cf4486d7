import { siem2 } from "./siem-2.0.js";
import { streamOf } from "./siem-stream.js";

/** Mail events of the Cloud Gateway as they come. */
export const siem2Stream = streamOf(siem2, { operation: "siem.stream.cg" });
