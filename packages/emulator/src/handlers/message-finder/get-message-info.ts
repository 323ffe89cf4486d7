import type { Generation } from "@postern/mimecast/catalogue";
import type { Emulation } from "../../tenant/emulation.js";
import { type InfoForm, writeMessageInfo } from "../../tracking/message-info.js";
import { stateOf } from "../../tracking/tracked-state.js";
import { readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";

/** Tells all that is known of a message, by the id the search gave it. */
export const getMessageInfo = handleEach(
  ({ item, call, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const { messages, heldMail, clock } = emulation;
    const now = clock.now();
    const message = messages.find(id, now);
    if (message === null) return { errors: [itemErrors.invalidToken()] };
    const state = stateOf(message, { heldMail, now });
    return { row: writeMessageInfo(message, { id, state, form: formOf(call.generation, emulation) }) };
  },
  { most: 1 },
);

function formOf(generation: Generation, { guesses }: Pick<Emulation, "guesses">): InfoForm {
  const { trackingInfoNames } = guesses;
  const hasMetaInfo =
    trackingInfoNames === "by-generation" ? generation === "1.0" : trackingInfoNames === "metaInfo";
  return { hasMetaInfo, tellsPolicies: !guesses.policyInfoMissing };
}
