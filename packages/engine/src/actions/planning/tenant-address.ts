import type { Connection } from "../../connections/connection.js";
import { PosternError } from "../../errors/index.js";
import type { TenantAddress } from "../model/plan.js";

/** Where a connection's actions go. All tenants of API 2.0 share a host: only the application tells them apart. */
export function addressOf({ generation, baseUrl, credential, actingCredential }: Connection): TenantAddress {
  const { hints } = actingCredential ?? credential;
  const hint = generation === "2.0" ? hints["clientId"] : hints["applicationId"];
  return { baseUrl, application: hint?.fingerprint ?? "" };
}

/** A plan runs where it was made and nowhere else. Throws `plan-refused`. */
export function refusePlanElsewhere(
  planId: string,
  { planned, now }: { readonly planned: TenantAddress | null; readonly now: TenantAddress },
): void {
  if (planned === null) {
    throw refused(`${planId} was made by an older version, which did not keep for which tenant`);
  }
  if (planned.baseUrl !== now.baseUrl) {
    throw refused(`${planId} was made for ${planned.baseUrl}, and its connection is for ${now.baseUrl} now`);
  }
  if (planned.application !== now.application) {
    throw refused(
      `${planId} was made with another application's credential than its connection has now: it may be another tenant's`,
    );
  }
}

/**
 * Why a run can't be told or taken back through its connection; null where it can. Applications are replaced while runs
 * are to be taken back still, and older versions kept no address: neither keeps anything from it.
 */
export function findMove(
  { id, plan }: { readonly id: string; readonly plan: { readonly tenant: TenantAddress | null } },
  { name, baseUrl }: Pick<Connection, "name" | "baseUrl">,
): string | null {
  if (plan.tenant === null || plan.tenant.baseUrl === baseUrl) return null;
  return `${id} was made at ${plan.tenant.baseUrl}, and ${name} is for ${baseUrl} now.`;
}

function refused(why: string): PosternError {
  return new PosternError("plan-refused", `${why}. Plan it again.`);
}
