import { performance } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";
import { markdown } from "../store-layout/table.js";
import { authorized } from "./asking.js";
import { startSubject } from "./subject.js";

const messagesPerDay = 5_000_000;
const filesRead = 120;
const mebibyte = 1024 * 1024;

interface Listing {
  readonly value: readonly { readonly url: string }[];
  readonly "@nextPage"?: string;
}

/** Reads files of the mail logs of the busiest tenant there can be, and says what it took to make them. */
export async function readGiant(): Promise<void> {
  const tenant = await startSubject({ messagesPerDay });
  const { headers, baseUrl } = await authorized(tenant.first, "", {});
  const day = new Date().toISOString().slice(0, 10);
  const begun = performance.now();
  const before = (await tenant.tell()).cpuMs;
  let files = 0;
  let lines = 0;
  let bytes = 0;
  for (const type of ["receipt", "process", "delivery"]) {
    const query = new URLSearchParams({ type, dateRangeStartsAt: day, pageSize: String(filesRead / 3) });
    const listed = await fetch(`${baseUrl}/siem/v1/batch/events/cg?${query}`, { headers: headers() });
    const { value } = (await listed.json()) as Listing;
    for (const { url } of value) {
      const packed = Buffer.from(await (await fetch(url)).arrayBuffer());
      const text = gunzipSync(packed).toString();
      files += 1;
      lines += text.split("\n").filter((line) => line !== "").length;
      bytes += packed.length;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  const { cpuMs, peakRssBytes, peakHeapBytes } = await tenant.tell();
  await tenant.stop();
  const size = (count: number) => `${Math.round(count / mebibyte)} MiB`;
  console.log(
    markdown({
      title: `Mail logs at ${messagesPerDay} messages a day, read file by file`,
      head: ["files", "lines", "packed", "seconds", "lines a second of one core", "peak memory", "peak heap"],
      rows: [
        [
          String(files),
          String(lines),
          size(bytes),
          seconds.toFixed(1),
          ((lines * 1000) / (cpuMs - before)).toFixed(0),
          size(peakRssBytes),
          size(peakHeapBytes),
        ],
      ],
    }),
  );
}
