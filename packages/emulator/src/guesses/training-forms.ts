import { type Answer, jsonTextOf } from "../wire/answer.js";
import { isObject, parseJson } from "../wire/decode.js";
import type { Guesses } from "./guesses.js";

/** The guesses about how awareness training is told. */
export type TrainingForms = Pick<Guesses, "userStateType" | "undoneIs">;

/** An answer about awareness training in the form that is guessed for it. */
export function retellTraining(answer: Answer, guesses: TrainingForms): Answer {
  const { userStateType, undoneIs } = guesses;
  const text = userStateType === "number" && undoneIs === "null" ? null : jsonTextOf(answer);
  if (text === null) return answer;
  const retell = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(retell);
    if (!isObject(value)) return value;
    const told = Object.entries(value).flatMap(([name, inner]) => {
      if (name === "userState" && userStateType === "text") return [[name, String(inner)]];
      if (inner === null && undoneIs !== "null") return undoneIs === "empty" ? [[name, ""]] : [];
      return [[name, retell(inner)]];
    });
    return Object.fromEntries(told);
  };
  return { ...answer, body: JSON.stringify(retell(parseJson(text))) };
}
