import { type Answer, jsonTextOf } from "../wire/answer.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { Guesses } from "./guesses.js";
import { type RefusalForms, retellRefusal } from "./refusal-forms.js";
import { retellTraining, type TrainingForms } from "./training-forms.js";

/** A member of an object with its value, where that is a text, a number or a flag. */
const member = /"(\w+)":("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)?/g;

/** What a value of JSON reads like. */
function textOf(json: string): string {
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

/** A value in the place of one of JSON: numbers and flags stay what they are, where they can. */
function write(value: string, before: string): string {
  const isBare = !before.startsWith('"') && /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(value);
  return isBare ? value : JSON.stringify(value);
}

/** Puts the words that were asked for into answers, in the place of those that are guessed. */
export class Wording {
  private readonly codes: ReadonlyMap<string, string>;
  private readonly names: ReadonlyMap<string, Readonly<Record<string, string>>>;
  private readonly values: ReadonlyMap<string, Readonly<Record<string, Readonly<Record<string, string>>>>>;
  private readonly guesses: RefusalForms & TrainingForms;

  constructor({
    codes,
    names,
    values,
    ...guesses
  }: Pick<Guesses, "codes" | "names" | "values"> & RefusalForms & TrainingForms) {
    this.values = new Map(Object.entries(values));
    this.guesses = guesses;
    this.codes = new Map(Object.entries(codes));
    this.names = new Map(Object.entries(names));
  }

  apply(plain: Answer, operation: EmulatedOperationName): Answer {
    const answer = this.retell(plain, operation);
    const { codes } = this;
    const names = this.names.get(operation);
    const values = this.values.get(operation);
    const isPlain = codes.size === 0 && names === undefined && values === undefined;
    const text = isPlain ? null : jsonTextOf(answer);
    if (text === null) return answer;
    const body = text.replace(member, (pair, key: string, before?: string) => {
      const name = names?.[key] ?? key;
      const code = key === "code" && before !== undefined ? codes.get(textOf(before)) : undefined;
      const after = code ?? (before === undefined ? undefined : values?.[key]?.[textOf(before)]);
      if (name === key && after === undefined) return pair;
      return `"${name}":${after === undefined || before === undefined ? (before ?? "") : write(after, before)}`;
    });
    const { refused } = answer;
    return { ...answer, body, refused: refused === null ? null : (codes.get(refused) ?? refused) };
  }

  private retell(answer: Answer, operation: EmulatedOperationName): Answer {
    const { guesses } = this;
    if (answer.refused !== null) return retellRefusal(answer, { operation, guesses });
    return operation.startsWith("awareness-training.") ? retellTraining(answer, guesses) : answer;
  }
}
