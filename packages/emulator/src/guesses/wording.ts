import { type Answer, jsonTextOf } from "../wire/answer.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { Guesses } from "./guesses.js";
import { type RefusalForms, retellRefusal } from "./refusal-forms.js";
import { retellTraining, type TrainingForms } from "./training-forms.js";

/** Puts the words that were asked for into answers, in the place of those that are guessed. */
export class Wording {
  private readonly codes: ReadonlyMap<string, string>;
  private readonly names: ReadonlyMap<string, Readonly<Record<string, string>>>;
  private readonly guesses: RefusalForms & TrainingForms;

  constructor({ codes, names, ...guesses }: Pick<Guesses, "codes" | "names"> & RefusalForms & TrainingForms) {
    this.guesses = guesses;
    this.codes = new Map(Object.entries(codes));
    this.names = new Map(Object.entries(names));
  }

  apply(plain: Answer, operation: EmulatedOperationName): Answer {
    const answer = this.retell(plain, operation);
    const { codes } = this;
    const names = this.names.get(operation);
    const text = codes.size === 0 && names === undefined ? null : jsonTextOf(answer);
    if (text === null) return answer;
    const body = text.replace(/"(\w+)":(?:"(\w+)")?/g, (pair, key: string, value?: string) => {
      const name = names?.[key] ?? key;
      const word = key === "code" && value !== undefined ? (codes.get(value) ?? value) : value;
      return name === key && word === value ? pair : `"${name}":${word === undefined ? "" : `"${word}"`}`;
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
