import { findFeed } from "../../feeds/index.js";
import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** Without it the mail logs of API 1.0 are an empty feed that looks healthy. */
export function switchOnEnhancedLogging({ feeds }: GuidePlan): readonly Step[] {
  const served = feeds.filter((name) => findFeed(name).reading.operation === "siem.get-logs");
  if (served.length === 0) return [];
  return [
    makeStep({
      id: "enhanced-logging",
      title: "Switch on Enhanced Logging",
      where: ["Administration", "Account", "Account Settings", "Enhanced Logging"],
      instructions: ["Tick the three boxes below and save."],
      fields: ["Inbound", "Outbound", "Internal"].map((label) => ({ label, value: "ticked", kind: "exact" })),
      warnings: [
        `The feed ${served.join(", ")} is empty without it, and Mimecast reports no error. Expect nothing of mail from before it was switched on.`,
        "Logs are published about every half hour, so the first ones take that long.",
      ],
      checkedBy: ["enhanced-logging"],
    }),
  ];
}
