import { type Generation, gatewayEventTypes } from "@postern/mimecast/catalogue";
import type { SiemFiles } from "../siem/siem-files.js";

/** Makes the files of a span and keeps them as far as the cache allows. */
export async function warmFiles(
  files: SiemFiles,
  options: {
    readonly generation: Generation;
    readonly from: number;
    readonly until: number;
    readonly now: number;
  },
): Promise<{ files: number; lines: number; bytes: number }> {
  const { generation, from, until, now } = options;
  const { archive } = files;
  const bounds = archive.bounds(generation, now);
  const first = Math.max(bounds.first, Math.floor(from / archive.batchMs));
  const end = Math.min(bounds.end, Math.ceil(until / archive.batchMs));
  const form = generation === "2.0" ? "2.0-gzip" : "1.0-json-deflated";
  const total = { files: 0, lines: 0, bytes: 0 };
  for (let batch = first; batch < end; batch += 1) {
    const refs = files
      .filesOf(batch, { generation, types: gatewayEventTypes })
      // Part by part, so that the messages of one are made once for all types.
      .sort((one, other) => one.part - other.part);
    for (const [index, ref] of refs.entries()) {
      files.prefetch(refs[index + 2], form);
      const file = await files.get(ref, form);
      if (file.lines === 0) continue;
      total.files += 1;
      total.lines += file.lines;
      total.bytes += file.bytes.length;
    }
  }
  return total;
}
