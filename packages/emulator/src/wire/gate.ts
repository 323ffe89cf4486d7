import { packageNeeded } from "../account/packages.js";
import { IpRanges } from "../administration/ip-ranges.js";
import type { UserAccount } from "../administration/users.js";
import { isGranted } from "../console/permissions.js";
import { tellReset } from "../faults/tell-reset.js";
import type { Emulation } from "../tenant/emulation.js";
import { refuse } from "./answer.js";
import { checkBearer } from "./bearer-check.js";
import { wireErrors } from "./errors.js";
import { checkSignature } from "./signature-check.js";
import type { Rights, Visitor } from "./visitor.js";

/** Whose signature or token wasn't looked at. */
const anybody: Rights = {
  principal: "anybody",
  products: null,
  permissions: null,
  holder: "anybody",
  user: null,
};

type QuotaHeaders = Readonly<Record<string, string>> | null;

/** Refuses whom the vendor would refuse: identity first, then place, products, permissions and quota. What the answer tells of the quota; null: nothing. */
export function checkVisitor(
  visitor: Visitor,
  { emulation, wireNow }: { readonly emulation: Emulation; readonly wireNow: number },
): QuotaHeaders {
  const { leniency, guesses } = emulation;
  if (visitor.operation.authentication === "none") return checkQuota(visitor, { emulation, principal: "" });
  const isGuarded = visitor.generation === "1.0" || guesses.ipRangesHoldForBearers;
  if (isGuarded && guesses.ipRefusedFirst) checkAddress(visitor, emulation);
  const rights = leniency.tolerate(
    "identity",
    () =>
      visitor.generation === "1.0"
        ? checkSignature(visitor, { emulation, wireNow })
        : checkBearer(visitor, emulation),
    () => anybody,
  );
  if (isGuarded) checkAddress(visitor, emulation);
  if (rights.user !== null) checkAddressOfUser(visitor, rights.user, emulation);
  leniency.tolerate(
    "rights",
    () => checkRights(visitor, { emulation, rights }),
    () => {},
  );
  return checkQuota(visitor, { emulation, principal: rights.principal });
}

/** The account's admin IP ranges hold for people and programs alike. */
export function checkAddress(
  visitor: Pick<Visitor, "generation" | "address">,
  emulation: Pick<Emulation, "administration" | "guesses" | "leniency">,
): void {
  const { administration, guesses, leniency } = emulation;
  if (administration.letsIn(visitor.address)) return;
  const refuseAddress = () => {
    throw refuse(
      wireErrors.ipRefused(visitor.generation, guesses),
      `the call came from ${visitor.address}, and the admin IP ranges are ${administration.ipRanges.join(", ")}`,
    );
  };
  leniency.tolerate("address", refuseAddress, () => {});
}

/** The ranges of the authentication profile hold for those it is for, in the same words: how they are refused isn't published. */
export function checkAddressOfUser(
  visitor: Pick<Visitor, "generation" | "address">,
  user: UserAccount,
  { administration, guesses, leniency }: Pick<Emulation, "administration" | "guesses" | "leniency">,
): void {
  const { description, ipRanges } = administration.signIn.profileFor(user);
  if (ipRanges.length === 0 || new IpRanges(ipRanges).lets(visitor.address)) return;
  const refuseAddress = () => {
    throw refuse(
      wireErrors.ipRefused(visitor.generation, guesses),
      `the call came from ${visitor.address}, and ${description} lets in ${ipRanges.join(", ")}`,
    );
  };
  leniency.tolerate("address", refuseAddress, () => {});
}

function checkProducts(
  visitor: Visitor,
  options: { readonly emulation: Emulation; readonly rights: Rights },
): void {
  const { operation, name } = visitor;
  const { emulation, rights } = options;
  const { products, holder } = rights;
  const needed = operation.products;
  const bought = needed.filter((product) => !emulation.absentProducts.includes(product));
  if (needed.length === 0 || bought.some((product) => products?.includes(product) ?? true)) return;
  const reason =
    bought.length === 0 ? "the account hasn't bought it" : `${holder} was created with ${listed(products)}`;
  throw refuse(wireErrors.productMissing(), `${name} needs the product ${needed.join(" or ")}; ${reason}`);
}

function checkRights(
  visitor: Visitor,
  options: { readonly emulation: Emulation; readonly rights: Rights },
): void {
  const { operation, generation, name } = visitor;
  const { emulation, rights } = options;
  const { permissions, holder } = rights;
  const { site } = visitor;
  if (generation === "2.0") {
    checkProducts(visitor, options);
    if (emulation.faults.take("product-missing", site) !== null)
      throw refuse(wireErrors.productMissing(), "fault injected: product-missing");
  }
  if (emulation.faults.take("not-permitted", site) !== null) {
    throw refuse(
      wireErrors.permissionMissing(generation, emulation.guesses),
      "fault injected: not-permitted",
    );
  }
  checkPackage(visitor, emulation);
  const accepted = permissionsFor(operation, emulation.guesses);
  if (permissions === null || accepted.some((one) => one === null || isGranted(permissions, one))) return;
  throw refuse(
    wireErrors.permissionMissing(generation, emulation.guesses),
    `${name} needs the permission ${accepted.join(" or ")}; the role of ${holder} has ${listed(permissions)}`,
  );
}

/** A package that is gone fails the call itself; in which words isn't published. */
function checkPackage({ name, generation }: Visitor, { administration, guesses }: Emulation): void {
  const needed = packageNeeded(name);
  if (needed === null || !administration.withdrawnPackages.includes(needed.id)) return;
  const isTold = generation === "2.0" && guesses.packageMissing === "product";
  throw refuse(
    isTold ? wireErrors.productMissing() : wireErrors.permissionMissing(generation, guesses),
    `${name} needs the package ${needed.name} [${needed.id}], which the account has no more`,
  );
}

/** One of these is enough; null: none is needed. */
function permissionsFor(
  { permission, otherPermission }: Visitor["operation"],
  { disputedPermission }: Emulation["guesses"],
): readonly (string | null)[] {
  if (otherPermission === undefined || disputedPermission === "first") return [permission];
  return disputedPermission === "other" ? [otherPermission] : [permission, otherPermission];
}

function listed(names: readonly string[] | null): string {
  return names === null || names.length === 0 ? "none" : names.join(", ");
}

function checkQuota(
  visitor: Visitor,
  options: { readonly emulation: Emulation; readonly principal: string },
): QuotaHeaders {
  return options.emulation.leniency.tolerate(
    "quota",
    () => meterQuota(visitor, options),
    () => null,
  );
}

function meterQuota(
  visitor: Visitor,
  options: { readonly emulation: Emulation; readonly principal: string },
): QuotaHeaders {
  const { operation, generation, name } = visitor;
  const { emulation, principal } = options;
  const { rateLimitHeaders, rateLimitReset, unpublishedQuotaPerMinute } = emulation.guesses;
  const guessed =
    unpublishedQuotaPerMinute === 0
      ? undefined
      : { calls: unpublishedQuotaPerMinute, perSeconds: 60, source: "a guess" };
  const quota = operation.quota[generation] ?? guessed;
  if (quota === undefined) return null;
  const now = emulation.clock.now();
  const { waitMs, remaining, resetMs } = emulation.quotas.take(`${generation} ${name} ${principal}`, {
    quota,
    now,
  });
  if (waitMs === null) {
    return rateLimitHeaders === "always"
      ? tellReset(rateLimitReset, { calls: quota.calls, remaining, waitMs: resetMs, now })
      : null;
  }
  const headers =
    rateLimitHeaders === "never"
      ? {}
      : tellReset(rateLimitReset, { calls: quota.calls, remaining, waitMs, now });
  throw refuse(
    wireErrors.rateLimited(generation, { calls: quota.calls, headers }),
    `more than ${quota.calls} calls of ${name} in ${quota.perSeconds} seconds; the next one in ${waitMs} ms`,
  );
}
