import type { Message } from "../traffic/message.js";

// The vendor dropped these two fields in the middle of 2025.
const placesUntil = Date.UTC(2025, 6, 1);

/** What joins the lines of one mail in API 2.0. */
export function idsOf({ time, trackingCode }: Message): {
  readonly aggregateId: string;
  readonly processingId: string;
} {
  const second = Math.floor(time / 1000);
  return {
    aggregateId: `${trackingCode}_${second}`,
    processingId: `${trackingCode.slice(9)}${trackingCode.slice(0, 9)}_${second}`,
  };
}

/** Where a line lay in the vendor's queue; null since lines no longer tell. */
export function queuePlaceOf({
  time,
  variant,
}: Message): { readonly _offset: number; readonly _partition: number } | null {
  return time >= placesUntil ? null : { _offset: 70_000 + (variant % 9000), _partition: variant % 140 };
}
