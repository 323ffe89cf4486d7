import type { OperationName } from "@postern/mimecast";
import type { Feed } from "./feed.js";

/** Every operation a feed can't be read without, the one that is probed first. */
export function operationsOf({ reading }: Pick<Feed, "reading">): readonly OperationName[] {
  const further = reading.kind === "snapshot" ? reading.perItem?.operation : undefined;
  return further === undefined ? [reading.operation] : [reading.operation, further];
}
