import { crc32 } from "node:zlib";
import { gatewayEventTypeByFilePrefix, gatewayEventTypes } from "@postern/mimecast/catalogue";
import { loggedWays } from "../administration/enhanced-logging.js";
import { minuteMs } from "../clock/spans.js";
import type { FileRef, SiemEventType } from "../siem/siem-archive.js";
import type { EncodedFile, FileForm } from "../siem/siem-files.js";
import { packZip } from "../siem/zip.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, answerJson, Refusal } from "../wire/answer.js";
import { formatFileTime } from "../wire/dates.js";
import { type JsonObject, readFlag, readText } from "../wire/decode.js";
import { readItems } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";

interface Place {
  readonly batch: number;
  readonly index: number;
}

interface ChainRequest {
  readonly place: Place;
  readonly token: string | null;
  readonly compress: boolean;
  readonly form: FileForm;
}

// A bound of our own beside the guess `filesPerZip`: a busy quarter of an hour comes in several answers.
const maxZipRawBytes = 8 * 1024 * 1024;

/** Hands out the next file of the chain, or several in a zip. */
export const getSiemLogs: Handler = async (call, emulation) => {
  const now = emulation.clock.now();
  const request = readRequest(call, { emulation, now });
  const { site } = call.visitor;
  if (request.token !== null && emulation.faults.take("invalid-siem-token", site) !== null)
    throw failed({ token: request.token }, itemErrors.invalidSiemToken());
  // An account without Enhanced Logging has nothing to read, and isn't told so.
  const isLogging = Object.values(emulation.administration.enhancedLogging).includes(true);
  const found = isLogging
    ? await collectFiles(request, { emulation, now })
    : { files: [], place: request.place };
  if (found.files.length === 0) return answerEnd(request, { emulation, place: found.place });
  const headers = {
    "content-type": "application/octet-stream",
    "mc-siem-token": emulation.mint.seal("siem-chain", [found.place.batch, found.place.index]),
  };
  if (emulation.faults.take("bad-zip", site) !== null) {
    const disposition = `attachment; filename="${formatFileTime(now)}.zip"`;
    const body = Buffer.from("PK\u0003\u0004 this was a zip once");
    return {
      status: 200,
      headers: { ...headers, "content-disposition": disposition },
      body,
      refused: "bad-zip",
      explanation: "fault injected: bad-zip",
    };
  }
  const isBroken = emulation.faults.take("bad-json-in-zip", site) !== null;
  return answerFiles(found.files, { emulation, request, headers, isBroken });
};

function readRequest(
  call: Call,
  options: { readonly emulation: Emulation; readonly now: number },
): ChainRequest {
  const { emulation, now } = options;
  const item = readItems(call.body)[0];
  if (item === undefined) throw failed({}, itemErrors.missing("data"));
  if (item === null) throw failed(null, itemErrors.nullItem());
  const type = readText(item, "type");
  if (type === null) throw failed(item, itemErrors.missing("type"));
  if (type.toUpperCase() !== "MTA") throw failed(item, itemErrors.notAllowed("type", ["MTA"]));
  const format = (readText(item, "fileFormat") ?? "key_value").toLowerCase();
  if (format !== "json" && format !== "key_value") {
    throw failed(item, itemErrors.notAllowed("fileFormat", ["key_value", "json"]));
  }
  const compress = readFlag(item, "compress") ?? false;
  const token = readText(item, "token");
  const { first } = emulation.siemFiles.archive.bounds("1.0", now);
  const form: FileForm = compress ? `1.0-${format}-deflated` : `1.0-${format}`;
  if (token === null || token === "")
    return { place: { batch: first, index: 0 }, token: null, compress, form };
  const [batch, index] = emulation.mint.open("siem-chain", token) ?? [];
  // A token dies with the file it stands before.
  if (typeof batch !== "number" || typeof index !== "number" || batch < first) {
    throw failed(item, itemErrors.invalidSiemToken());
  }
  return { place: { batch, index }, token, compress, form };
}

function failed(key: JsonObject | null, error: ReturnType<typeof itemErrors.missing>): Refusal {
  return new Refusal(wireErrors.itemsFailed([{ key: key ?? {}, errors: [error] }]));
}

async function collectFiles(
  request: ChainRequest,
  options: { readonly emulation: Emulation; readonly now: number },
): Promise<{ files: { ref: FileRef; file: EncodedFile }[]; place: Place }> {
  const { siemFiles, guesses } = options.emulation;
  const { filesPerZip } = guesses;
  const { end } = siemFiles.archive.bounds("1.0", options.now);
  const files: { ref: FileRef; file: EncodedFile }[] = [];
  let { place } = request;
  let rawBytes = 0;
  while (place.batch < end) {
    const refs = siemFiles
      .filesOf(place.batch, { generation: "1.0", types: gatewayEventTypes })
      .sort((one, other) => one.part - other.part);
    for (let index = place.index; index < refs.length; index += 1) {
      const ref = keepLogged(refs[index], options.emulation);
      siemFiles.prefetch(keepLogged(refs[index + 2], options.emulation) ?? undefined, request.form);
      if (ref === null) continue;
      const file = await siemFiles.get(ref, request.form);
      if (file.lines === 0) continue;
      files.push({ ref, file });
      rawBytes += file.rawSize;
      const isFull = !request.compress || files.length >= filesPerZip || rawBytes >= maxZipRawBytes;
      if (isFull) return { files, place: { batch: place.batch, index: index + 1 } };
    }
    place = { batch: place.batch + 1, index: 0 };
  }
  return { files, place };
}

/** A file with the lines of the mail that Enhanced Logging writes down; null where that is none. */
function keepLogged(
  ref: FileRef | undefined,
  { administration, siemFiles, guesses }: Emulation,
): FileRef | null {
  if (ref === undefined) return null;
  const { enhancedLogging, logging } = administration;
  const publishedAt = (ref.batch + 1) * siemFiles.archive.batchMs;
  const isGapLost = guesses.enhancedLoggingGap === "lost";
  const ways = loggedWays.filter(
    (way) => enhancedLogging[way] && (!isGapLost || logging.wasOn(way, publishedAt)),
  );
  if (ways.length === 0) return null;
  const isWhole = ways.length === loggedWays.length || guesses.enhancedLoggingBoxes === "any";
  return isWhole ? ref : { ...ref, ways };
}

function answerEnd(
  request: ChainRequest,
  options: { readonly emulation: Emulation; readonly place: Place },
): Answer {
  const { emulation, place } = options;
  const headers: Record<string, string> = emulation.guesses.siemTokenMissingAtEnd
    ? {}
    : { "mc-siem-token": request.token ?? emulation.mint.seal("siem-chain", [place.batch, place.index]) };
  return answerJson({ meta: { isLastToken: true, status: 200 }, data: [], fail: [] }, { headers });
}

function answerFiles(
  files: readonly { readonly ref: FileRef; readonly file: EncodedFile }[],
  options: {
    readonly emulation: Emulation;
    readonly request: ChainRequest;
    readonly headers: Readonly<Record<string, string>>;
    readonly isBroken: boolean;
  },
): Answer {
  const { emulation, request, headers, isBroken } = options;
  const named = files.map(({ ref, file }) => ({
    name: nameFile(ref, { emulation, form: request.form }),
    file,
  }));
  const good = isBroken ? named.slice(1) : named;
  const sent = () => {
    for (const { file } of good) emulation.served.addFile("siem-1.0", file);
  };
  const [first] = named;
  if (!request.compress && first !== undefined) {
    const disposition = `attachment; filename="${first.name}"`;
    const body = isBroken ? first.file.bytes.subarray(0, -8) : first.file.bytes;
    return {
      status: 200,
      headers: { ...headers, "content-disposition": disposition },
      body,
      refused: null,
      sent,
    };
  }
  const broken = first === undefined ? [] : [{ name: first.name, file: brokenJson }];
  const body = packZip(isBroken ? [...broken, ...good] : named);
  const disposition = `attachment; filename="${emulation.accountCode}-${first?.name.replace(/\..*$/, "") ?? "logs"}.zip"`;
  return {
    status: 200,
    headers: { ...headers, "content-disposition": disposition },
    body,
    refused: null,
    sent,
  };
}

// `{"type":"MTA","data":[{"acc":` and nothing more, deflated as one stored block.
const brokenText = Buffer.from('{"type":"MTA","data":[{"acc":');
const brokenJson = {
  bytes: Buffer.concat([Buffer.from([1, brokenText.length, 0, 255 - brokenText.length, 255]), brokenText]),
  rawSize: brokenText.length,
  crc: crc32(brokenText),
};

const prefixes = new Map<SiemEventType, string>(
  Object.entries(gatewayEventTypeByFilePrefix).map(([prefix, type]) => [type, prefix]),
);

/** The log type stands in the name alone; the time is that of the publication, a millisecond a part. */
function nameFile(ref: FileRef, options: { readonly emulation: Emulation; readonly form: FileForm }): string {
  const { batchMs } = options.emulation.siemFiles.archive;
  const time = Math.min((ref.batch + 1) * batchMs, ref.batch * batchMs + 720 * minuteMs) + ref.part;
  const { guesses } = options.emulation;
  const extension = options.form.startsWith("1.0-json") ? "json" : guesses.keyValueExtension;
  return `${prefixes.get(ref.type) ?? ref.type}_${formatFileTime(time)}.${extension}`;
}
