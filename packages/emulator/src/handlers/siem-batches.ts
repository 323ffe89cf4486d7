import { dayMs, startOfDay } from "../clock/spans.js";
import { type FileRef, fileKey, type SiemEventType, typesOfFeed } from "../siem/siem-archive.js";
import type { Emulation } from "../tenant/emulation.js";
import { answerJson, Refusal } from "../wire/answer.js";
import { parseDay } from "../wire/dates.js";
import { wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";
import { readPageSize, readTypes, refuseQuery, type WantedType } from "./siem-query.js";

interface Place {
  readonly batch: number;
  /** Position among the files the batch can have. */
  readonly index: number;
}

interface Listing {
  readonly typeText: string;
  readonly types: readonly WantedType<SiemEventType>[];
  readonly pageSize: number;
  readonly place: Place;
  /** Whether `place` is where an earlier page ended. */
  readonly isCursor: boolean;
  /** The last day wanted, as the start of the day behind it; null: no end. */
  readonly until: number | null;
}

/** The feeds whose files are listed. */
type ListedFeed = "siem-2.0" | "siem-ci";

/** A handler that lists files by type and day; `@nextPage` is a cursor that stays good while files are kept. */
export function serveBatches(feed: ListedFeed): Handler {
  return async (call, emulation) => {
    const now = emulation.clock.now();
    const listing = readListing(call, { emulation, now, feed });
    const [first] = listing.types;
    const site = {
      ...call.visitor.site,
      ...(first === undefined ? {} : { type: first.type }),
    };
    if (emulation.faults.take("empty-page-with-next", site) !== null) {
      return answerPage({ files: [], place: listing.place, isCaughtUp: false, listing, emulation });
    }
    if (
      isZeroCursor(call.query.get("nextPage")) ||
      emulation.faults.take("zero-offset-cursor", site) !== null
    ) {
      return answerJson({ value: [], "@nextPage": zeroCursorOf(listing.types), isCaughtUp: false });
    }
    const page = await collectPage(listing, { emulation, now });
    if (page.files.length > 0 && emulation.faults.take("redeliver", site) !== null) {
      await repeatEarlier(page.files, { listing, emulation, now });
    }
    const files = await Promise.all(
      page.files.map(async (ref) => ({
        ...emulation.store.presign(ref, now),
        size: await emulation.store.measure(ref),
      })),
    );
    const [listed] = files;
    if (listed !== undefined && emulation.faults.take("duplicate-in-listing", site) !== null) {
      files.push(listed);
    }
    return answerPage({ files, place: page.place, isCaughtUp: page.isCaughtUp, listing, emulation });
  };
}

function answerPage(page: {
  readonly files: readonly unknown[];
  readonly place: Place;
  readonly isCaughtUp: boolean;
  readonly listing: Listing;
  readonly emulation: Emulation;
}) {
  const { listing, place } = page;
  const nextPage = page.emulation.mint.seal("siem-batch", [
    listing.typeText,
    place.batch,
    place.index,
    listing.until,
  ]);
  return answerJson({ value: page.files, "@nextPage": nextPage, isCaughtUp: page.isCaughtUp });
}

function readListing(
  call: Call,
  options: { readonly emulation: Emulation; readonly now: number; readonly feed: ListedFeed },
): Listing {
  const { emulation, now, feed } = options;
  const { query } = call;
  const typeText = query.get("type") ?? "";
  const pageSize = readPageSize(call, emulation);
  if (typeText === "") refuseQuery("type is required");
  if (emulation.guesses.listsOfTypes === "refused" && typeText.includes(","))
    refuseQuery("type must be one type");
  const types = readTypes(typeText, { name: "type", allowed: typesOfFeed[feed] });
  const start = readDay(query, "dateRangeStartsAt");
  const end = readDay(query, "dateRangeEndsAt");
  if (start !== null && end !== null && end < start)
    refuseQuery("dateRangeEndsAt must not be before dateRangeStartsAt");
  const { retentionMs } = emulation;
  if (start !== null && retentionMs !== null && start < startOfDay(now) - retentionMs) {
    const refuseOld = () => {
      const message = `dateRangeStartsAt must be within the last ${retentionMs / dayMs} days`;
      throw new Refusal(wireErrors.siemBadRequest(message, emulation.guesses.oldStartStatus));
    };
    emulation.leniency.tolerate<void>("reach", refuseOld, () => {});
  }
  const until = end === null ? null : end + dayMs;
  const token = query.get("nextPage");
  if (token !== null && token !== "" && !isZeroCursor(token)) {
    const cursor = readCursor(token, { emulation, typeText });
    const { datesBesideCursor } = emulation.guesses;
    if (datesBesideCursor === "refused" && (start ?? end) !== null)
      refuseQuery("dateRangeStartsAt and dateRangeEndsAt must not be sent with nextPage");
    if (datesBesideCursor === "ignored") return { typeText, types, pageSize, isCursor: true, ...cursor };
    return {
      isCursor: true,
      typeText,
      types,
      pageSize,
      place: cursor.place,
      until: until ?? (start === null ? cursor.until : null),
    };
  }
  const { archive } = emulation.siemFiles;
  const begin = start ?? (emulation.guesses.listingBegins === "today" ? startOfDay(now) : null);
  const batch = begin === null ? archive.bounds("2.0", now).first : Math.ceil(begin / archive.batchMs);
  return { typeText, types, pageSize, place: { batch, index: 0 }, isCursor: false, until };
}

/** As clients have met it: it leads to nothing but itself. */
function zeroCursorOf(types: readonly WantedType<SiemEventType>[]): string {
  return `[${types.map(({ type }) => `${type.replaceAll(" ", "_")}=0-0`).join(", ")}]:3:0`;
}

function isZeroCursor(token: string | null): boolean {
  return token !== null && /^\[\w+=0-0(, \w+=0-0)*\]:3:0$/.test(token);
}

function readDay(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  return parseDay(text) ?? refuseQuery(`${name} must look like 2025-03-01`);
}

function readCursor(
  token: string,
  options: { readonly emulation: Emulation; readonly typeText: string },
): { place: Place; until: number | null } {
  const [typeText, batch, index, until] = options.emulation.mint.open("siem-batch", token) ?? [];
  if (typeText !== options.typeText || typeof batch !== "number" || typeof index !== "number") {
    return refuseQuery("nextPage is not valid for this request");
  }
  return { place: { batch, index }, until: typeof until === "number" ? until : null };
}

function filesOf(
  batch: number,
  options: { readonly emulation: Emulation; readonly listing: Listing },
): FileRef[] {
  return options.listing.types.flatMap(({ type, subtype }) =>
    options.emulation.siemFiles
      .filesOf(batch, { generation: "2.0", types: [type] })
      .map((ref) => (subtype === null ? ref : { ...ref, subtype })),
  );
}

async function collectPage(
  listing: Listing,
  options: { readonly emulation: Emulation; readonly now: number },
): Promise<{ files: FileRef[]; place: Place; isCaughtUp: boolean }> {
  const { emulation, now } = options;
  const { archive } = emulation.siemFiles;
  const bounds = archive.bounds("2.0", now);
  const dayEnd = listing.until === null ? Infinity : Math.ceil(listing.until / archive.batchMs);
  const end = Math.min(bounds.end, dayEnd);
  const files: FileRef[] = [];
  if (
    listing.isCursor &&
    listing.place.batch < bounds.first &&
    emulation.guesses.forgottenCursor === "refused"
  )
    refuseQuery("nextPage is too old: its files are no longer kept");
  let place = listing.place.batch < bounds.first ? { batch: bounds.first, index: 0 } : listing.place;
  while (place.batch < end) {
    const candidates = filesOf(place.batch, { emulation, listing });
    for (let index = place.index; index < candidates.length; index += 1) {
      const ref = candidates[index];
      emulation.siemFiles.prefetch(candidates[index + 2], "2.0-gzip");
      if (ref === undefined || (await emulation.siemFiles.describe(ref, "2.0-gzip")).lines === 0) continue;
      if (files.length === listing.pageSize)
        return { files, place: { batch: place.batch, index }, isCaughtUp: false };
      files.push(ref);
    }
    place = { batch: place.batch + 1, index: 0 };
  }
  return { files, place, isCaughtUp: true };
}

/** The last file of the page repeats the file before it, on the page or behind it. */
async function repeatEarlier(
  files: readonly FileRef[],
  options: { readonly listing: Listing; readonly emulation: Emulation; readonly now: number },
): Promise<void> {
  const { emulation, listing, now } = options;
  const last = files[files.length - 1];
  if (last === undefined) return;
  const { first } = emulation.siemFiles.archive.bounds("2.0", now);
  for (let batch = last.batch; batch >= first; batch -= 1) {
    for (const ref of filesOf(batch, { emulation, listing }).reverse()) {
      const isEarlier = ref.type === last.type && (batch < last.batch || ref.part < last.part);
      if (!isEarlier || (await emulation.siemFiles.describe(ref, "2.0-gzip")).lines === 0) continue;
      emulation.store.redeliveries.add({ file: last, earlier: ref });
      return;
    }
  }
  throw new Error(`Nothing to redeliver before ${fileKey(last)}`);
}
