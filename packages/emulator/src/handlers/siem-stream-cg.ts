import { serveStream } from "./siem-streams.js";

/** Answers a page of the Cloud Gateway's events as they come. */
export const streamGateway = serveStream({ feed: "siem-2.0-stream", filed: "siem-2.0" });
