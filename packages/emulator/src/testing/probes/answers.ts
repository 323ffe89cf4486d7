import type { answerGuesses } from "../../guesses/table/answers.js";
import type { Tenant } from "../../index.js";
import { bearerOf, getV2, postV2 } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const quotaHeaders = ["limit", "remaining", "reset"].map((name) => `x-ratelimit-${name}`);

/** The quota's headers on the first answer, and on the first that is refused. */
const untilRefused = async (tenant: Tenant) => {
  const bearer = await bearerOf(tenant);
  const told: unknown[] = [];
  for (;;) {
    const { status, headers } = await getV2(tenant, "/siem/v1/batch/events/cg?type=receipt", bearer);
    if (told.length === 0 || status === 429)
      told.push(
        [...quotaHeaders, "retry-after", "x-mimecast-ratelimit-reset"].map((name) => headers.get(name)),
      );
    if (status === 429) return told;
  }
};

export const answerProbes: Record<keyof typeof answerGuesses, Probe> = {
  rateLimitHeaders: { look: untilRefused },
  rateLimitReset: { look: untilRefused },
  auditPageSizeMax: {
    look: async (tenant) => {
      const page = { meta: { pagination: { pageSize: 101 } } };
      return outcome(await postV2(tenant, "/api/audit/get-audit-events", page));
    },
  },
};
