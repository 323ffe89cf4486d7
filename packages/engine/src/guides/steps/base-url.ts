import { type Region, regions } from "@postern/mimecast";
import { type Disagreement, type Field, makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** Which host to call. */
export function chooseBaseUrl({ generation }: GuidePlan): readonly Step[] {
  const isNew = generation === "2.0";
  return [
    makeStep({
      id: "base-url",
      title: isNew
        ? "Choose the base URL by where data may be processed"
        : "Find the base URL of the account's region",
      instructions: isNew
        ? [
            "Take **Global** unless a rule binds you to the US or the UK. All three serve every account; they differ in where calls are processed and whether they fail over.",
            "Files of mail events are downloaded from other hosts than this one, so a firewall that lists names must allow those too.",
          ]
        : [
            "The account lives in one region and answers at that region's host only. The account code tells the region by its beginning, where a beginning is listed.",
            "Tell the person who runs Postern which one it is.",
          ],
      fields: regions(generation).filter(isOffered).map(toField),
      disagreements: [isNew ? regionalOrShared : spellingOfJersey],
      checkedBy: isNew ? ["token"] : ["region"],
    }),
  ];
}

/** The sandbox is nobody's tenant, and the older spelling of Jersey stands among the disagreements. */
function isOffered({ serves, id }: Region): boolean {
  return serves === "api" && id !== "sandbox" && id !== "offshore-jer";
}

function toField({ name, host, accountCodePrefixes, failOver, residency }: Region): Field {
  const prefixes = accountCodePrefixes.join(" or ");
  const notes = [prefixes === "" ? null : `account code begins with ${prefixes}`, failOver, residency];
  const note = notes.filter((text) => text !== null).join(" ");
  return { label: name, value: `https://${host}`, kind: "exact", ...(note === "" ? {} : { note }) };
}

const regionalOrShared: Disagreement = {
  question: "Regional host or shared gateway?",
  sides: [
    "Swimlane's guide gives the regional hosts of API 1.0 for OAuth as well.",
    "The vendor's reference serves API 2.0 from the shared gateways alone.",
  ],
  recommendation: "One of the gateways above; the regional hosts belong to API 1.0.",
  settledBy: ["token"],
};

const spellingOfJersey: Disagreement = {
  question: "How is the host of Offshore (Jersey) spelled?",
  sides: [
    "Swimlane's guide and older texts: `https://jer-api.mimecast.com`.",
    "Newer clients: `https://je-api.mimecast.com`.",
  ],
  recommendation: "Try the newer one, then the older one. It matters to accounts in Jersey only.",
  settledBy: ["region"],
};
