import { type OperationName, operation } from "../catalogue/index.js";
import { MimecastError } from "../errors/index.js";

/** The path of an operation with its ids filled in. Throws `rejected` for an id that is missing or not wanted. */
export function fillPath(
  name: OperationName,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  const { path } = operation(name);
  const wanted = [...path.matchAll(/\{([^}]+)\}/g)].map(([, parameter = ""]) => parameter);
  const unwanted = Object.keys(parameters).filter((parameter) => !wanted.includes(parameter));
  if (unwanted.length > 0) throw refuse(name, `its path has no ${unwanted.join(", ")}`);
  return path.replaceAll(/\{([^}]+)\}/g, (_braces, parameter: string) => {
    const value = String(parameters[parameter] ?? "");
    // A dot segment would be resolved away, and another path called than the one that was meant.
    if (value === "" || /^\.{1,2}$/.test(value)) throw refuse(name, `its path needs a ${parameter}`);
    return encodeURIComponent(value);
  });
}

function refuse(name: OperationName, reason: string): MimecastError {
  return new MimecastError({ kind: "rejected", message: `${name}: ${reason}`, operation: name });
}
