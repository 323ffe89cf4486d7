import { type OperationName, operation } from "../catalogue/index.js";
import { type Answer, readList, readObject } from "../envelope/index.js";

/** The records of an answer, wherever this operation puts them: `data` itself, or a list inside its items. */
export function readRows(name: OperationName, answer: Pick<Answer, "data">): readonly unknown[] {
  const { rowsUnder } = operation(name);
  if (rowsUnder === undefined) return answer.data;
  return answer.data.flatMap((item) => readList(readObject(item)?.[rowsUnder]));
}
