import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import type { Field, Meaning } from "../../vocabulary/index.js";
import { nameDelivery } from "../../vocabulary/judgement.js";
import { gatewayEcs, gatewayOcsf, gatewayOcsfClasses, judgeGateway } from "./judge.js";

interface Tables {
  readonly fields: readonly Field[];
  readonly fieldsByType: ReadonlyMap<string, readonly Field[]>;
}

/** The forms of the Cloud Gateway's mail logs: what differs between the generations are the names of the fields. */
export function gatewayForms({ fields, fieldsByType }: Tables): FeedForms {
  return {
    dataset: "mimecast.siem",
    product: gatewayProduct,
    fields,
    fieldsByType,
    refine: refineGateway,
    judge: judgeGateway,
    ecs: gatewayEcs,
    ocsfClasses: gatewayOcsfClasses,
    ocsf: gatewayOcsf,
  };
}

function refineGateway(meaning: Meaning, _record: unknown, type: string): void {
  switch (type) {
    case "receipt":
      // Refusals repeat their text here: no name of malware.
      if (meaning.virus !== undefined && meaning.virus === meaning.reason) meaning.virus = undefined;
      break;
    case "delivery":
      refineDelivery(meaning);
      break;
    case "url protect":
      refineClick(meaning);
      break;
    default:
      break;
  }
}

function refineDelivery(meaning: Meaning): void {
  const { delivered, rest } = meaning;
  if (delivered === undefined) return;
  meaning.action ??= nameDelivery(delivered);
  // It says the same, in one of the spellings of true and false.
  if (rest["subtype"] !== undefined) rest["subtype"] = String(delivered);
}

export function refineClick(meaning: Meaning): void {
  // The line is about one reader of the mail, who followed the link.
  if (meaning.recipients?.length === 1) meaning.actor = meaning.recipients[0];
  // API 1.0 also says what was found where nothing was blocked, API 2.0 doesn't: there it stays where it stood.
  if (meaning.action === "block") meaning.reason = meaning.verdict;
  else meaning.verdict = undefined;
}
