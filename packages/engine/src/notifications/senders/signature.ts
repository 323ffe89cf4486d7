import { createHmac } from "node:crypto";

/**
 * What the receiver of a webhook checks: HMAC-SHA256 by the channel's key over timestamp, a dot and the body, in
 * hexadecimal. The timestamp (seconds since the epoch) is signed as well, so that an old message can be told.
 */
export function signBody(key: string, { timestamp, body }: { timestamp: string; body: string }): string {
  return createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
}
