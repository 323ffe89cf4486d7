import type { Generation, Operation } from "../catalogue/index.js";
import type { Problem } from "./classify.js";

export interface MessageFacts {
  readonly operation: Operation;
  readonly generation: Generation;
  readonly status: number;
  readonly problem: Problem;
  readonly retryAfterMs: number | null;
}

/** One sentence for the person who has to act, then what the vendor said, if anything. */
export function writeMessage(facts: MessageFacts): string {
  const { details } = facts.problem;
  const said = details
    .map(({ code, message, field }) => {
      const about = field === null ? "" : ` (field ${field})`;
      return `${[code, message].filter((part) => part !== "").join(": ")}${about}`;
    })
    .filter((text) => text !== "");
  const vendor = said.length === 0 ? "" : ` The vendor said: ${[...new Set(said)].join("; ")}`;
  return `${facts.operation.name}: ${explain(facts)} (HTTP ${facts.status}).${vendor}`;
}

function explainRefusal(operation: Operation, generation: Generation): string {
  if (operation.authentication === "password")
    return "the address, its password or the application id was refused";
  if (generation === "2.0") return "the client id or secret was refused";
  return operation.authentication === "none" ? "the application id was refused" : "the keys were refused";
}

function explain(facts: MessageFacts): string {
  const { generation, operation, problem } = facts;
  switch (problem.kind) {
    case "credentials-refused":
      return explainRefusal(operation, generation);
    case "keys-expired":
      return "the access key and secret key have expired: make new ones, or let them never expire";
    case "token-expired":
      return "the bearer token was refused";
    case "not-permitted":
      return operation.permission === null
        ? "the role does not permit it"
        : `the role lacks the permission "${operation.permission}"`;
    case "product-missing":
      return operation.products.length === 0
        ? "the application lacks the product"
        : `the application needs the product ${operation.products.map((name) => `"${name}"`).join(" or ")}`;
    case "throttled":
      return `the quota is used up, the next call is possible in ${Math.ceil((facts.retryAfterMs ?? 0) / 1000)} s`;
    case "not-found":
      return "there is no such object or path";
    case "server-error":
      return "the server failed";
    case "unreadable-answer":
      return `the answer was ${problem.reason ?? "unreadable"}; a proxy or a captive portal may have sent it`;
    case "invalid-cursor":
      return "the token of the next page is not valid any more: start again without it";
    case "wrong-region":
      return "the account belongs to another region: change the base URL";
    default:
      return "the request was refused";
  }
}
