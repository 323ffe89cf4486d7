import { formatUtc } from "../../clicks/click-row.js";
import { dayMs } from "../../clock/spans.js";
import type { remediationGuesses } from "../../guesses/table/remediation.js";
import { readPages } from "../client.js";
import type { Probe } from "./probe.js";

const incidents = { path: "/api/ttp/remediation/find-incidents", under: "incidents" };

export const remediationProbes: Record<keyof typeof remediationGuesses, Probe> = {
  incidentsByModified: {
    options: { messagesPerDay: 1000 },
    look: (tenant, clock) => {
      const item = { start: formatUtc(clock.now() - 9 * dayMs), end: formatUtc(clock.now() - dayMs) };
      return readPages(tenant, incidents, { item });
    },
  },
};
