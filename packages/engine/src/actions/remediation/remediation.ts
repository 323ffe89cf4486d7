import type { WritingAction } from "../model/action.js";
import type { Item } from "../model/plan.js";
import {
  callsOfIncident,
  createIncident,
  findIncidents,
  hasIncident,
  type IncidentReading,
  locateIncidents,
  probeIncidents,
  readIncidents,
  type Sought,
  undoOfIncident,
} from "./incidents.js";

type Shared =
  | "kind"
  | "family"
  | "generations"
  | "operations"
  | "probe"
  | "read"
  | "locate"
  | "isDone"
  | "calls"
  | "followedBy"
  | "undo";

/** What removing mail has in common, whatever the mail is found by. */
export function remediation<Input extends Item>(
  soughtOf: (input: Input) => Sought,
): Pick<WritingAction<Input, IncidentReading>, Shared> {
  return {
    kind: "writing",
    family: "remediation",
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [findIncidents], writes: [createIncident] }),
    probe: probeIncidents,
    read: readIncidents,
    locate: (reading, input) => locateIncidents(reading, soughtOf(input)),
    isDone: (_input, found, before) => hasIncident(found, before),
    calls: (input, ground) => callsOfIncident(soughtOf(input), ground),
    followedBy: "follow-incident",
    undo: undoOfIncident,
  };
}
