import type { FormDocument } from "../event.js";
import { type Draft, observableTypes } from "./draft.js";

/** `ip_t` holds no longer text (OCSF 1.8.0). */
const longestIp = 40;

/**
 * Takes where it came from into an endpoint standing at `path`. Of a mail that is the server that sent it, of a
 * person's act the place that person sat at; the other, where both are known, stays behind.
 */
export function takeSource(draft: Draft, path: string): FormDocument | null {
  const { left, ofClass } = draft;
  const isOfMail = ofClass.about === "mail" || ofClass.about === "detection" || ofClass.about === "leak";
  const isServer = left.sourceIp !== undefined && (isOfMail || left.clientIp === undefined);
  const term = isServer ? "sourceIp" : "clientIp";
  return takeEndpoint(draft, { path, ip: term, host: "sourceHost" });
}

export function takeDestination(draft: Draft, path: string): FormDocument | null {
  return takeEndpoint(draft, { path, ip: "destinationIp", host: "destinationHost" });
}

function takeEndpoint(
  { left, observables }: Draft,
  place: {
    readonly path: string;
    readonly ip: "sourceIp" | "clientIp" | "destinationIp";
    readonly host: "sourceHost" | "destinationHost";
  },
): FormDocument | null {
  const endpoint: FormDocument = {};
  let isKnown = false;
  const ip = left[place.ip];
  if (ip !== undefined && ip.length <= longestIp) {
    endpoint["ip"] = ip;
    observables.push({ name: `${place.path}.ip`, type_id: observableTypes.ip, value: ip });
    left[place.ip] = undefined;
    isKnown = true;
  }
  const host = left[place.host];
  if (host !== undefined) {
    endpoint["hostname"] = host;
    observables.push({ name: `${place.path}.hostname`, type_id: observableTypes.host, value: host });
    left[place.host] = undefined;
    isKnown = true;
  }
  return isKnown ? endpoint : null;
}
