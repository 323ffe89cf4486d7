import { serveStream } from "./siem-streams.js";

/** Answers a page of Cloud Integrated's events as they come. */
export const streamIntegrated = serveStream({ feed: "siem-ci-stream", filed: "siem-ci" });
