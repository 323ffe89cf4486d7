import { blockMethods, chooseMethod, type MethodChoice } from "@postern/engine";
import { PosternError } from "@postern/engine/errors";
import type { Ways } from "./declare-action.js";

type Item = Readonly<Record<string, unknown>>;

/** The three ways Mimecast has to block or permit a sender: the one that fits, or the one asked for. */
export function senderWays(deed: "block" | "permit"): Ways {
  return {
    flags: "--method <way>",
    choices: blockMethods,
    meaning:
      "a policy, the group Blocked Senders, or the list of the one recipient; default: what fits, with its reason",
    choose(inputs, way) {
      const method = blockMethods.find((candidate) => candidate === way) ?? null;
      const choose = (each: typeof method): readonly MethodChoice[] =>
        inputs.map((input) =>
          chooseMethod({
            deed,
            sender: String(input["sender"] ?? ""),
            recipient: recipientOf(input),
            method: each ?? (isForPolicy(input) ? "policy" : null),
            senders: inputs.length,
          }),
        );
      if (method !== null && method !== "policy" && inputs.some(isForPolicy)) {
        throw new PosternError("bad-usage", "Only a policy has dates, or a group or a domain as recipient.");
      }
      const chosen = choose(method);
      // One run goes one way: where targets differ, by the one that fits them all.
      const isOneWay = chosen.every((choice) => choice.method === chosen[0]?.method);
      const choices = isOneWay ? chosen : choose("policy");
      const [first] = choices;
      if (first === undefined || first.method === "policy")
        return { action: `${deed}-sender`, inputs, why: first?.why ?? "" };
      return { action: first.action, inputs: choices.map(({ input }) => input), why: first.why };
    },
  };
}

/** What stands in each of the three places is taken away by an action of its own. */
export function unblockWays(): Ways {
  return {
    flags: "--method <way>",
    choices: blockMethods,
    meaning:
      "where: policies, the group Blocked Senders, or (API 2.0) the recipients' own lists; default: policy",
    choose(inputs, way) {
      if (way === null || way === "policy") {
        const why =
          "Deletes policies. The group: --method group. The recipients' own lists: --method recipient.";
        return { action: "unblock-sender", inputs, why };
      }
      if (inputs.some(({ to }) => to !== undefined)) {
        throw new PosternError("bad-usage", "Only policies are told apart by recipient: leave --to out.");
      }
      const action = way === "group" ? "unblock-sender-by-group" : "clear-managed-sender";
      return { action, inputs: inputs.map(({ sender }) => ({ sender })), why: "" };
    },
  };
}

/** What only a policy can say: dates, a group or a domain as recipient. */
function isForPolicy(input: Item): boolean {
  const to = String(input["to"] ?? "everyone");
  const isWide = to !== "everyone" && recipientOf(input) === null;
  return isWide || input["starts"] !== undefined || input["ends"] !== undefined;
}

function recipientOf({ to }: Item): string | null {
  const text = typeof to === "string" ? to.trim() : "";
  return text.includes("@") && !text.startsWith("@") && !/^group:/i.test(text) ? text : null;
}
