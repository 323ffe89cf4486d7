import { readText } from "../wire/decode.js";
import { itemErrors } from "../wire/errors.js";
import { handleEach } from "./each-item.js";

/** Answers incidents as they are now, by their ids. */
export const getIncident = handleEach(
  ({ item, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const row = emulation.incidents.find(id, emulation.clock.now());
    return row === null ? { errors: [itemErrors.incidentNotFound()] } : { row: row.fields };
  },
  { most: 25 },
);
