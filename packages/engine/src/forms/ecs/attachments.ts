import type { Meaning } from "../../vocabulary/index.js";
import type { FormDocument } from "../event.js";

/** One element a file: ECS nests attachments, so that a name and a hash stay together. */
export function describeAttachments(meaning: Meaning): readonly FormDocument[] {
  const file = describeFile(meaning);
  const { attachmentNames, fileName } = meaning;
  if (file !== null) {
    const others = attachmentNames?.filter((name) => name !== fileName) ?? [];
    return [{ file }, ...others.map((name) => ({ file: { name } }))];
  }
  const size = sizeOfOnly(meaning);
  if (attachmentNames === undefined) return size === undefined ? [] : [{ file: { size } }];
  return attachmentNames.map((name) => ({ file: size === undefined ? { name } : { name, size } }));
}

function describeFile(meaning: Meaning): FormDocument | null {
  const { fileName, fileExtension, fileMime, fileSize, md5, sha1, sha256 } = meaning;
  const hasHash = md5 !== undefined || sha1 !== undefined || sha256 !== undefined;
  if (!hasHash && fileName === undefined && fileExtension === undefined && fileMime === undefined) {
    return fileSize === undefined ? null : { size: fileSize };
  }
  const file: FormDocument = {};
  if (fileName !== undefined) file["name"] = fileName;
  if (fileExtension !== undefined) file["extension"] = fileExtension;
  if (fileMime !== undefined) file["mime_type"] = fileMime;
  if (fileSize !== undefined) file["size"] = fileSize;
  if (hasHash) file["hash"] = describeHash(meaning);
  return file;
}

function describeHash({ md5, sha1, sha256 }: Meaning): FormDocument {
  const hash: FormDocument = {};
  if (md5 !== undefined) hash["md5"] = md5;
  if (sha1 !== undefined) hash["sha1"] = sha1;
  if (sha256 !== undefined) hash["sha256"] = sha256;
  return hash;
}

/** The size is that of all together: of one file it says something only where there is one. */
function sizeOfOnly({ attachmentNames, attachmentCount, attachmentsSize }: Meaning): number | undefined {
  const names = attachmentNames?.length ?? 0;
  const count = Math.max(names, attachmentCount ?? 0);
  return count === 1 ? attachmentsSize : undefined;
}
