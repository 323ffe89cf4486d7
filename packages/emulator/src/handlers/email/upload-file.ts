import { sha256 } from "../../uploads/upload-shelf.js";
import { readNumber, readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { takeFile } from "../sent-files.js";

/** Takes a file and answers with the id it is attached by: its name is guessed. */
export const uploadFile = takeFile(({ item, file, emulation }) => {
  const told = readText(item, "sha256");
  if (told === null) return { errors: [itemErrors.missing("sha256")] };
  if (!/^[0-9a-f]{64}$/i.test(told)) return { errors: [itemErrors.hashInvalid("sha256")] };
  const size = readNumber(item, "fileSize");
  if (size === null) return { errors: [itemErrors.missing("fileSize")] };
  if (size !== file.length) return { errors: [itemErrors.fileDiffers("fileSize")] };
  if (told.toLowerCase() !== sha256(file)) return { errors: [itemErrors.fileDiffers("sha256")] };
  return { row: { id: emulation.mint.seal("upload", [emulation.uploads.put(file)]) } };
});
