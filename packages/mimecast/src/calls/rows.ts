import { type OperationName, operation } from "../catalogue/index.js";
import { type Answer, readList, readObject } from "../envelope/index.js";

/** The records of an answer, wherever this operation puts them: `data` itself, or a list inside its items. */
export function readRows(
  name: OperationName,
  answer: Pick<Answer, "data"> & Partial<Pick<Answer, "body">>,
): readonly unknown[] {
  const { path, rowsUnder } = operation(name);
  if (!path.startsWith("/api/")) return readPlainRows(answer, rowsUnder);
  if (rowsUnder === undefined) return answer.data;
  return answer.data.flatMap((item) => readList(readObject(item)?.[rowsUnder]));
}

/** Outside /api/ a list has a name of its own, which not every source gives alike: else the only list there is. */
function readPlainRows(
  answer: Pick<Answer, "data"> & Partial<Pick<Answer, "body">>,
  rowsUnder: string | undefined,
): readonly unknown[] {
  const body = readObject(answer.body);
  const named = rowsUnder === undefined ? undefined : body?.[rowsUnder];
  if (Array.isArray(named)) return named;
  if (answer.data.length > 0 || body === null) return answer.data;
  const failures = ["fail", "errors"];
  const lists = Object.entries(body).filter(
    ([key, value]) => Array.isArray(value) && !failures.includes(key),
  );
  return lists.length === 1 ? readList(lists[0]?.[1]) : answer.data;
}
