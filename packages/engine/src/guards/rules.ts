import { z } from "zod";
import type { Reach } from "../actions/model/plan.js";
import { PosternError } from "../errors/postern-error.js";

/** What keeps an action from hurting its user. They hold for every connection. */
export const rulesSchema = z.object({
  /** Domains and addresses that no action may block; a domain covers its sub-domains and addresses. */
  protected: z.array(z.string()).default([]),
  /** The most targets of one run. */
  maxTargets: z.number().int().positive().default(1000),
  /** What a second person has to agree to. */
  approval: z
    .object({
      /** Blocks and permits of a whole domain. */
      domains: z.boolean().default(false),
      /** Runs of more targets than this; null: of no number. */
      above: z.number().int().min(0).nullable().default(null),
    })
    .default({ domains: false, above: null }),
  /** Plans and shows everything, changes nothing. */
  isDryRun: z.boolean().default(false),
});

export type GuardRules = z.output<typeof rulesSchema>;

export const noRules: GuardRules = rulesSchema.parse({});

export interface GuardVerdict {
  readonly needsApproval: string | null;
  readonly barredBy: string | null;
  readonly warnings: readonly string[];
}

/** What the rules say of a run. Pure. Throws `guarded` for what they forbid whoever agrees. */
export function judge(
  rules: GuardRules,
  run: {
    readonly reaches: readonly Reach[];
    readonly isReadOnly: boolean;
    /** Taking back is never forbidden by what was protected since, nor asked twice. */
    readonly isUndo: boolean;
  },
): GuardVerdict {
  const { reaches, isReadOnly, isUndo } = run;
  const barredBy = isReadOnly
    ? "The connection is read-only: nothing is changed through it."
    : rules.isDryRun
      ? "Dry run is on: everything is planned and shown, nothing is changed."
      : null;
  if (isUndo) return { needsApproval: null, barredBy, warnings: [] };
  if (reaches.length > rules.maxTargets) {
    throw new PosternError(
      "guarded",
      `${String(reaches.length)} targets are more than the ${String(rules.maxTargets)} that one run may have.`,
    );
  }
  const hits = reaches.flatMap(({ names }) => names).flatMap((name) => protectorsOf(name, rules.protected));
  const [hit] = hits;
  if (hit !== undefined) throw new PosternError("guarded", `${hit.name} is protected (${hit.protector}).`);
  return { needsApproval: approvalOf(rules, reaches), barredBy, warnings: [] };
}

function approvalOf({ approval }: GuardRules, reaches: readonly Reach[]): string | null {
  const wide = reaches.find(({ width }) => width === "domain" || width === "everyone");
  if (approval.domains && wide !== undefined) {
    return `It reaches ${wide.width === "everyone" ? "everyone" : `all of ${wide.names.join(", ")}`}.`;
  }
  if (approval.above !== null && reaches.length > approval.above) {
    return `It has ${String(reaches.length)} targets, more than ${String(approval.above)}.`;
  }
  return null;
}

/** `mail.corp.example` and `ana@corp.example` are under `corp.example`, and a block of `corp.example` hits `ana@corp.example`. */
function protectorsOf(
  name: string,
  protectedNames: readonly string[],
): { readonly name: string; readonly protector: string }[] {
  const host = name.slice(name.lastIndexOf("@") + 1);
  return protectedNames
    .filter((kept) => {
      if (kept === name) return true;
      if (kept.includes("@")) return !name.includes("@") && kept.endsWith(`@${name}`);
      return host === kept || host.endsWith(`.${kept}`) || (!name.includes("@") && kept.endsWith(`.${name}`));
    })
    .map((protector) => ({ name, protector }));
}
