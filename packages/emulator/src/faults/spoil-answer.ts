import type { Emulation } from "../tenant/emulation.js";
import { type Answer, jsonTextOf } from "../wire/answer.js";
import { isObject, parseJson } from "../wire/decode.js";
import type { FaultSite } from "./site.js";

const spoilers = ["pagination-missing", "changed-ids"] as const;

/** What faults make of a good answer before it leaves. */
export function spoilAnswer(
  answer: Answer,
  call: { readonly site: FaultSite; readonly emulation: Pick<Emulation, "faults" | "otherIds"> },
): Answer {
  const { site, emulation } = call;
  const { faults } = emulation;
  if (answer.status >= 400 || answer.refused !== null || !spoilers.some((kind) => faults.isArmed(kind))) {
    return answer;
  }
  const text = jsonTextOf(answer);
  if (text === null) return answer;
  let body = text;
  if (hasPagination(body) && faults.take("pagination-missing", site) !== null) body = dropPagination(body);
  if (/"id":"/.test(body) && faults.take("changed-ids", site) !== null) {
    body = emulation.otherIds.rename(body);
  }
  return body === text ? answer : { ...answer, body };
}

function hasPagination(body: string): boolean {
  return /^\{"meta":\{[^}]*"pagination":/.test(body);
}

/** The records' own text stays untouched behind it. */
function dropPagination(body: string): string {
  const parsed = parseJson(body);
  const meta = isObject(parsed) ? parsed["meta"] : undefined;
  const head = `{"meta":${JSON.stringify(meta)}`;
  if (!isObject(meta) || !body.startsWith(head)) return body;
  const { pagination: _, ...rest } = meta;
  return `{"meta":${JSON.stringify(rest)}${body.slice(head.length)}`;
}
