import { z } from "zod";
import type { WritingAction } from "../model/action.js";
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

const input = z.strictObject({
  url: z
    .string()
    .trim()
    .regex(/^https?:\/\/\S+$/i, "must be a whole URL that begins with http:// or https://"),
});

type Input = z.output<typeof input>;

const soughtOf = ({ url }: Input): Sought => ({ by: "url", value: url });

/** Removes the mail that carries one URL. */
export const remediateUrl: WritingAction<Input, IncidentReading> = {
  kind: "writing",
  name: "remediate-url",
  family: "remediation",
  sentence: "Removes the delivered messages that carry a URL from all mailboxes.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [findIncidents], writes: [createIncident] }),
  describe: ({ url }) => `Removes every message of the last month that carries ${url} from its mailbox.`,
  reach: ({ url }) => ({ names: [new URL(url).hostname], width: "everyone" }),
  probe: probeIncidents,
  read: readIncidents,
  locate: (reading, wanted) => locateIncidents(reading, soughtOf(wanted)),
  isDone: (_input, found, before) => hasIncident(found, before),
  calls: (wanted, ground) => callsOfIncident(soughtOf(wanted), ground),
  undo: undoOfIncident,
};
