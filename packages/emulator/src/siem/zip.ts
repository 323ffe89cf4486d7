import { Zip, type ZipInputFile } from "fflate";
import type { EncodedFile } from "./siem-files.js";

export interface ZipEntry {
  readonly name: string;
  readonly file: Pick<EncodedFile, "bytes" | "rawSize" | "crc">;
}

const deflated = 8;

/** Puts files that are deflated already into one zip, without compressing them again. */
export function packZip(entries: readonly ZipEntry[]): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const { name, file } of entries) {
    const entry: ZipInputFile = { filename: name, size: file.rawSize, crc: file.crc, compression: deflated };
    zip.add(entry);
    entry.ondata?.(null, new Uint8Array(file.bytes), true);
  }
  zip.end();
  return Buffer.concat(chunks);
}
