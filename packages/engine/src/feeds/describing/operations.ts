import type { OperationName } from "@postern/mimecast";
import type { Feed } from "../feed.js";

/** Every operation a feed can't be read without, the one that is probed first. */
export function operationsOf({ reading }: Pick<Feed, "reading">): readonly OperationName[] {
  return [...new Set([reading.operation, ...furtherOperations(reading)])];
}

function furtherOperations(reading: Feed["reading"]): readonly OperationName[] {
  switch (reading.kind) {
    case "snapshot":
      return [...(reading.parts ?? []), reading.perItem].flatMap((list) => list?.operation ?? []);
    case "windows":
      return (reading.parts ?? []).flatMap(({ operation }) => operation ?? []);
    default:
      return [];
  }
}
