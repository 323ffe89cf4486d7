import type { Connection } from "../../connections/index.js";
import { PosternError } from "../../errors/index.js";
import type { BoundAction, BoundTarget, BoundWriting, View } from "../model/bind.js";

export function checkGeneration({ name, generation }: Connection, action: BoundAction): void {
  if (action.generations.includes(generation)) return;
  throw new PosternError(
    "plan-refused",
    `${action.name} does not exist in API ${generation}, which ${name} speaks.`,
  );
}

export function checkOffered(connection: Connection, action: BoundWriting): void {
  checkGeneration(connection, action);
  const { name, settings } = connection;
  if (!settings.actions.includes(action.name)) {
    throw new PosternError(
      "action-not-allowed",
      `${action.name} is not among the actions of ${name}. Allow it: postern connections set ${name} --allow ${action.name}`,
    );
  }
}

export function refuseUnfit(action: BoundWriting, targets: readonly BoundTarget[], view: View): void {
  for (const target of targets) {
    const { refusal } = view.consider(target);
    if (refusal !== null) throw new PosternError("plan-refused", `${action.name}: ${refusal}`);
  }
}

export function dropRepeats(targets: readonly BoundTarget[]): BoundTarget[] {
  return [...new Map(targets.map((target) => [JSON.stringify(target.input), target])).values()];
}
