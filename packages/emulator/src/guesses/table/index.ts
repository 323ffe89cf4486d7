import { administrationGuesses } from "./administration.js";
import { answerGuesses } from "./answers.js";
import { clickGuesses } from "./clicks.js";
import { fileGuesses } from "./files.js";
import { heldGuesses } from "./held.js";
import { peopleGuesses } from "./people.js";
import { placeGuesses } from "./places.js";
import { policyGuesses } from "./policies.js";
import { remediationGuesses } from "./remediation.js";
import { senderGuesses } from "./senders.js";
import { signingGuesses } from "./signing.js";
import { streamGuesses } from "./stream.js";
import { threatGuesses } from "./threats.js";
import { tokenGuesses } from "./tokens.js";
import { trackingGuesses } from "./tracking.js";
import { urlGuesses } from "./urls.js";

/** The guesses about behaviour, by what they are about; error codes and names of fields are in `words.ts`. */
export const guessAreas = {
  "API 1.0: keys and logins": signingGuesses,
  "API 2.0: secrets and tokens": tokenGuesses,
  "Places and hosts": placeGuesses,
  "The console's rules": administrationGuesses,
  "All answers": answerGuesses,
  "SIEM lines and files": fileGuesses,
  "The stream, and Cloud Integrated": streamGuesses,
  "Logs of clicks and attachments": clickGuesses,
  "Threat feeds and events": threatGuesses,
  "Remediation and hashes": remediationGuesses,
  "Managed URLs and clicks": urlGuesses,
  "Tracking, archive and logs": trackingGuesses,
  "Held mail": heldGuesses,
  "Senders and groups": senderGuesses,
  "People and settings": peopleGuesses,
  Policies: policyGuesses,
};

export const guessTable = {
  ...signingGuesses,
  ...tokenGuesses,
  ...placeGuesses,
  ...administrationGuesses,
  ...answerGuesses,
  ...fileGuesses,
  ...streamGuesses,
  ...clickGuesses,
  ...threatGuesses,
  ...remediationGuesses,
  ...urlGuesses,
  ...trackingGuesses,
  ...heldGuesses,
  ...senderGuesses,
  ...peopleGuesses,
  ...policyGuesses,
};

export type GuessName = keyof typeof guessTable;
