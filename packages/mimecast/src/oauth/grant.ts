import { readNumber, readObject, readText } from "../envelope/index.js";
import type { GrantedToken } from "./token-source.js";

// expires_in of every token seen: 30 minutes less a second (developer.services.mimecast.com, OAuth).
const usualLifetimeSeconds = 1799;

/** Reads the token answer; null if it holds no token. */
export function readGrant(body: unknown): GrantedToken | null {
  const object = readObject(body);
  const accessToken = readText(object?.["access_token"]);
  if (accessToken === null) return null;
  const lifetime = readNumber(object?.["expires_in"]);
  return {
    accessToken,
    expiresInSeconds: lifetime !== null && lifetime > 0 ? lifetime : usualLifetimeSeconds,
  };
}

/** The form of the client credentials grant; no scope is needed. */
export function writeGrantForm(client: { clientId: string; clientSecret: string }): string {
  return new URLSearchParams({
    client_id: client.clientId,
    client_secret: client.clientSecret,
    grant_type: "client_credentials",
  }).toString();
}
