import { type Generation, regionOfHost } from "@postern/mimecast";
import type { Finding } from "./finding.js";

const noticeableSkewMs = 60_000;
const customarySkewMs = 15 * 60_000;

/** Whether the host belongs to the connection's API generation. Pure. */
export function findHost(request: { baseUrl: string; generation: Generation }): Finding {
  const { baseUrl, generation } = request;
  const region = regionOfHost(baseUrl);
  const title = "The host belongs to this API generation";
  if (region === null) {
    return {
      id: "region",
      title,
      result: "cannot-tell",
      detail: `${new URL(baseUrl).host} is not among the hosts Mimecast has named; it may be right all the same.`,
      causes: [],
    };
  }
  if (region.generation === generation && region.serves === "api") {
    const residency = region.residency === null ? "" : ` ${region.residency}`;
    return {
      id: "region",
      title,
      result: "pass",
      detail: `${region.name} (${region.host}).${residency}`,
      causes: [],
    };
  }
  const isDiscovery = region.serves === "discovery";
  return {
    id: "region",
    title,
    result: "fail",
    detail: isDiscovery
      ? `${region.host} only tells an account's region; no other call is answered there.`
      : `${region.host} is a host of API ${region.generation}, and this connection is of API ${generation}.`,
    causes: [
      {
        cause: isDiscovery
          ? "The discovery host was taken for a region's."
          : "The base URL of the other generation was given.",
        evidence: `${region.name} serves API ${region.generation}.`,
        mend:
          generation === "2.0"
            ? "Use https://api.services.mimecast.com, or the US or UK gateway."
            : "Use the host of the account's region, such as https://eu-api.mimecast.com.",
      },
    ],
  };
}

/** Our clock against the tenant's. Pure. */
export function findClock(clockSkewMs: number | null, generation: Generation): Finding {
  const base = { id: "clock", title: "Our clock agrees with the tenant's" } as const;
  if (clockSkewMs === null) {
    return { ...base, result: "cannot-tell", detail: "No answer carried a date.", causes: [] };
  }
  const seconds = Math.round(Math.abs(clockSkewMs) / 1000);
  if (Math.abs(clockSkewMs) < noticeableSkewMs) {
    return { ...base, result: "pass", detail: `${seconds} seconds apart.`, causes: [] };
  }
  const matters = generation === "1.0" || Math.abs(clockSkewMs) > customarySkewMs;
  const where = clockSkewMs > 0 ? "behind" : "ahead of";
  return {
    ...base,
    result: matters ? "fail" : "cannot-tell",
    detail: `Ours is ${Math.round(seconds / 60)} minutes ${where} the tenant's.`,
    causes: [
      {
        cause: "This machine's clock is off.",
        evidence: "The Date header of the tenant's answer.",
        mend: "Set the clock, best by NTP: calls of API 1.0 are signed with it, and windows are planned by it.",
      },
    ],
  };
}
