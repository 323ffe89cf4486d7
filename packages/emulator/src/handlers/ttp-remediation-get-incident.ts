import type { LogRow } from "../logs/log-row.js";
import { answerJson } from "../wire/answer.js";
import { readText } from "../wire/decode.js";
import { readItems } from "../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";
import { writeFlat } from "./log-pages.js";

const mostItems = 25;

/** Answers incidents as they are now, by their ids. */
export const getIncident: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length === 0) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  if (items.length > mostItems)
    return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.tooMany("data", mostItems)] }]);
  const rows: LogRow[] = [];
  const fail: ItemFailure[] = [];
  for (const item of items) {
    const id = readText(item, "id");
    const row = id === null ? null : emulation.incidents.find(id, emulation.clock.now());
    if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
    else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
    else if (row === null) fail.push({ key: item, errors: [itemErrors.incidentNotFound()] });
    else rows.push(row);
  }
  const sent = () => emulation.served.addRows(call.generation, { feed: "remediation-incidents", rows });
  const body = `{"meta":{"status":200},"data":[${writeFlat(rows)}],"fail":${JSON.stringify(fail)}}`;
  const answer = answerJson(body, { sent });
  return fail.length === 0 ? answer : { ...answer, refused: fail[0]?.errors[0]?.code ?? "fail" };
};
