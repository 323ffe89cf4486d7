import type { GuessName } from "../../guesses/table/index.js";
import { administrationProbes } from "./administration.js";
import { answerProbes } from "./answers.js";
import { clickProbes } from "./clicks.js";
import { fileProbes } from "./files.js";
import { heldProbes } from "./held.js";
import { peopleProbes } from "./people.js";
import { placeProbes } from "./places.js";
import { policyProbes } from "./policies.js";
import type { Probe } from "./probe.js";
import { remediationProbes } from "./remediation.js";
import { senderProbes } from "./senders.js";
import { signingProbes } from "./signing.js";
import { streamProbes } from "./stream.js";
import { threatProbes } from "./threats.js";
import { tokenProbes } from "./tokens.js";
import { trackingProbes } from "./tracking.js";
import { urlProbes } from "./urls.js";

/** One for every guess there is: the compiler asks for it. */
export const probes: Readonly<Record<GuessName, Probe>> = {
  ...signingProbes,
  ...tokenProbes,
  ...placeProbes,
  ...administrationProbes,
  ...answerProbes,
  ...fileProbes,
  ...streamProbes,
  ...clickProbes,
  ...threatProbes,
  ...remediationProbes,
  ...urlProbes,
  ...trackingProbes,
  ...heldProbes,
  ...senderProbes,
  ...peopleProbes,
  ...policyProbes,
};
