import type { Emulation } from "../tenant/emulation.js";
import type { Answer } from "../wire/answer.js";
import { isObject, type JsonObject, parseJson } from "../wire/decode.js";
import { answerEnvelope } from "../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../wire/errors.js";
import type { ItemOutcome } from "./each-item.js";
import type { Call, Handler } from "./handler.js";

/** An upload: the item stands in the header `x-mc-arg`, the file is the body. */
export interface SentFile {
  readonly item: JsonObject;
  readonly file: Buffer;
  readonly call: Call;
  readonly emulation: Emulation;
}

/** A handler of an operation that takes a file, one at a time. */
export function takeFile(perform: (sent: SentFile) => ItemOutcome): Handler {
  return (call, emulation): Answer => {
    const read = readItem(call);
    if ("errors" in read) return wireErrors.itemsFailed([{ key: {}, errors: read.errors }]);
    const { item } = read;
    const file = call.file ?? Buffer.alloc(0);
    const outcome: ItemOutcome =
      file.length === 0 ? { errors: [itemErrors.missing("file")] } : perform({ item, file, call, emulation });
    if ("errors" in outcome) return wireErrors.itemsFailed([{ key: item, errors: outcome.errors }]);
    return answerEnvelope("rows" in outcome ? outcome.rows : [outcome.row]);
  };
}

function readItem(call: Call): { readonly item: JsonObject } | { readonly errors: readonly ItemError[] } {
  const text = call.visitor.header("x-mc-arg");
  if (text === undefined) return { errors: [itemErrors.missing("x-mc-arg")] };
  const argument = parseJson(text);
  const data: unknown = isObject(argument) ? argument["data"] : undefined;
  const [item, ...others]: readonly unknown[] = Array.isArray(data) ? data : [];
  if (others.length > 0) return { errors: [itemErrors.tooMany("data", 1)] };
  if (item === null) return { errors: [itemErrors.nullItem()] };
  return isObject(item) ? { item } : { errors: [itemErrors.missing("data")] };
}
