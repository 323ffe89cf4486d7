import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import { serveStream } from "./siem-streams.js";

/** Answers a page of the Cloud Gateway's events as they come. */
export const streamGateway = serveStream({
  operation: "siem.stream.cg",
  feed: "siem-2.0-stream",
  types: gatewayEventTypes,
});
