import type { ClickSummary, StoredEvent } from "@postern/engine";
import { toIso } from "../screen/times.js";

/** The extracted fields, and the vendor's record as an object. */
export function encodeEvent(event: StoredEvent): object {
  const { seq, connection, feed, time, raw, ...fields } = event;
  return { seq, connection, feed, time: toIso(time), ...fields, raw: parseRaw(raw) };
}

export function encodeClick(click: ClickSummary): object {
  const { connection, recipient, url, ...fields } = click;
  return {
    connection,
    recipient,
    url,
    ...fields,
    firstAt: toIso(click.firstAt),
    lastAt: toIso(click.lastAt),
  };
}

function parseRaw(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
