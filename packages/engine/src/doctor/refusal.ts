import type { Generation } from "@postern/mimecast";
import type { Check } from "../connections/check.js";
import type { ErrorCode } from "../errors/index.js";
import type { Cause, Finding } from "./finding.js";

/** What is known when a tenant refuses a credential: the answer rarely decides which cause it was. */
export interface RefusalFacts {
  readonly generation: Generation;
  readonly code: ErrorCode;
  readonly vendorCodes: readonly string[];
  readonly vendorMessage: string | null;
  /** Problems of the values' shape, in words. */
  readonly shapeProblems: readonly string[];
  /** The tenant's clock less ours; null when no answer carried a date. */
  readonly clockSkewMs: number | null;
  /** Half an hour after the making of the application, where that was told. */
  readonly keysWorkAt: number | null;
  /** When the credential last worked; null for never. */
  readonly workedUntil: number | null;
  readonly expiresAt: number | null;
  /** The host's own region, and what discovery says the account's is; null where unknown. */
  readonly hostRegion: string | null;
  readonly now: number;
}

const minuteMs = 60_000;
/** No source states the vendor's tolerance; a quarter of an hour is customary for signed requests. */
const customarySkewMs = 15 * minuteMs;
const noticeableSkewMs = 5 * minuteMs;

interface Weighed extends Cause {
  readonly weight: number;
}

/** Likely causes, the likeliest first, each with its evidence. Pure. */
export function rankRefusalCauses(facts: RefusalFacts): Cause[] {
  const weighed = [
    ...bindingExpired(facts),
    ...wrongShape(facts),
    ...tooEarly(facts),
    ...clockOff(facts),
    ...keysExpired(facts),
    ...stoppedWorking(facts),
    ...neverWorked(facts),
    ...addressRefused(facts),
  ];
  return weighed
    .sort((one, other) => other.weight - one.weight)
    .map(({ cause, evidence, mend }) => ({ cause, evidence, mend }));
}

function bindingExpired({ code }: RefusalFacts): Weighed[] {
  if (code !== "keys-expired") return [];
  return [
    {
      weight: 100,
      cause: "The access key has outlived the Authentication Cache TTL of its user.",
      evidence: "The tenant answered HTTP 418, which it keeps for that (some tenants also for revoked keys).",
      mend: "Make new keys with the application's key wizard, and set the TTL of the service account's authentication profile to Never Expires.",
    },
  ];
}

function wrongShape({ shapeProblems }: RefusalFacts): Weighed[] {
  return shapeProblems.map((problem) => ({
    weight: 90,
    cause: "A value is not what belongs in its field.",
    evidence: problem,
    mend: "Copy the values again, each into its own field: `postern connect --update`.",
  }));
}

function tooEarly({ keysWorkAt, now, generation }: RefusalFacts): Weighed[] {
  if (generation !== "1.0" || keysWorkAt === null || keysWorkAt <= now) return [];
  const minutes = Math.ceil((keysWorkAt - now) / minuteMs);
  return [
    {
      weight: 95,
      cause: "The application is too new: its keys work half an hour after it was made.",
      evidence: `By the time you gave, ${minutes} minutes are left.`,
      mend: "Wait, then try again.",
    },
  ];
}

function clockOff({ clockSkewMs, generation }: RefusalFacts): Weighed[] {
  // Only 1.0 signs its calls with the time; a bearer token doesn't care.
  if (clockSkewMs === null || generation === "2.0" || Math.abs(clockSkewMs) < noticeableSkewMs) return [];
  const minutes = Math.round(Math.abs(clockSkewMs) / minuteMs);
  return [
    {
      weight: Math.abs(clockSkewMs) > customarySkewMs ? 92 : 40,
      cause: "This machine's clock is off, and the signature carries its time.",
      evidence: `The tenant's Date header is ${minutes} minutes ${clockSkewMs > 0 ? "ahead of" : "behind"} our clock.`,
      mend: "Set the clock, best by NTP.",
    },
  ];
}

function keysExpired({ expiresAt, now }: RefusalFacts): Weighed[] {
  if (expiresAt === null || expiresAt > now) return [];
  return [
    {
      weight: 80,
      cause: "The keys have expired.",
      evidence: `They were noted to expire on ${new Date(expiresAt).toISOString().slice(0, 10)}.`,
      mend: "Make new ones and run `postern connect --update`.",
    },
  ];
}

function stoppedWorking({ workedUntil, generation }: RefusalFacts): Weighed[] {
  if (workedUntil === null) return [];
  const evidence = `It worked until ${new Date(workedUntil).toISOString().slice(0, 16).replace("T", " ")} UTC.`;
  const changed =
    generation === "1.0"
      ? "the service account was disabled or its password changed"
      : "its secret was regenerated";
  return [
    {
      weight: 70,
      cause: `The application was disabled or removed, or ${changed}.`,
      evidence,
      mend: `Look at the application${generation === "1.0" ? " and the service account" : ""} in the console; enable it, or make new keys and run \`postern connect --update\`.`,
    },
  ];
}

function neverWorked(facts: RefusalFacts): Weighed[] {
  if (facts.workedUntil !== null) return [];
  const said =
    facts.vendorMessage === null ? "The tenant gave no reason." : `The tenant said: ${facts.vendorMessage}`;
  const parts = facts.generation === "1.0" ? "the four keys" : "the client id and secret";
  const isSignature = facts.vendorCodes.some((code) => code.includes("signature"));
  const isApplication = facts.vendorCodes.includes("err_developer_key");
  return [
    {
      weight: isApplication ? 85 : 30,
      cause: "The application id is wrong, or belongs to another region.",
      evidence: isApplication ? said : "Cannot be told apart by the answer.",
      mend: "Compare the application id with the console's, and the base URL with the account's region.",
    },
    {
      weight: isSignature ? 75 : 60,
      cause: `${parts[0]?.toUpperCase()}${parts.slice(1)} don't belong together: one is wrong, or they are of two sets.`,
      evidence: said,
      mend: "Copy them again, all from one creation. If they were shown once and are lost, make new ones.",
    },
    {
      weight: 45,
      cause: "The application or its user is disabled.",
      evidence: "It never worked from here.",
      mend: "Look at the application in the console: it must be enabled.",
    },
    {
      weight: 35,
      cause: `The account lives in another region than ${facts.hostRegion ?? "this host"}.`,
      evidence: "Every region has its own host, and keys work on one only.",
      mend: "Use the host of the account's region.",
    },
  ];
}

/** So many feeds refused alike, and none that is not, have another cause than a permission each. */
const fewestOfAll = 3;

/** Of the probes of all feeds. Pure. */
export function findRefusedAll(checks: readonly Pick<Check, "state" | "detail">[]): Finding[] {
  if (checks.length < fewestOfAll || checks.some(({ state }) => state !== "not-permitted")) return [];
  const evidence = `All ${checks.length} feeds are refused; one missing permission would cost those that need it alone.`;
  return [
    {
      id: "all-refused",
      title: "The tenant permits anything at all",
      result: "fail",
      detail: "Every feed is refused: what stands above of single permissions is then not the cause.",
      causes: [
        {
          cause: "The account takes calls from certain addresses only, and ours is not among them.",
          evidence,
          mend: "Add this machine's public address to the admin IP ranges, beside those that stand there already.",
        },
        {
          cause: "The role was taken from the application or its user, or is another one now.",
          evidence,
          mend: "Look at the application's role in the console (Account | Roles), and at the service account's.",
        },
      ],
    },
  ];
}

function addressRefused({ workedUntil }: RefusalFacts): Weighed[] {
  return [
    {
      weight: workedUntil === null ? 20 : 50,
      cause: "The account takes calls from certain addresses only, and ours is not among them.",
      evidence: "The answer to a blocked address is not documented; it can look like this.",
      mend: "Add this machine's public address to the admin IP ranges, beside those that stand there already.",
    },
  ];
}
