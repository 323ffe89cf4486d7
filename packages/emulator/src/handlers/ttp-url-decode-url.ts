import { readText } from "../wire/decode.js";
import { itemErrors } from "../wire/errors.js";
import { handleEach } from "./each-item.js";

/** Tells the URLs behind rewritten links; a link of nobody's by the guess `undecodableLink`. */
export const decodeUrls = handleEach(
  ({ item, emulation }) => {
    const link = readText(item, "url");
    if (link === null) return { errors: [itemErrors.missing("url")] };
    if (link.trim() === "") return { errors: [itemErrors.blank("url")] };
    const url = emulation.links.open(link);
    if (url === null && emulation.guesses.undecodableLink === "fail")
      return { errors: [itemErrors.urlInvalid()] };
    return { row: url === null ? { url: link, success: false } : { url, success: true } };
  },
  { most: 25 },
);
