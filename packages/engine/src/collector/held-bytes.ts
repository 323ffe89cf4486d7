/** Longer records are cut: none of this API comes near, and memory stays bounded. */
export const maxRecordBytes = 16 * 1024 * 1024;

/** The bytes of a record that is spread over chunks; what goes beyond the limit is counted and let go. */
export interface HeldBytes {
  readonly isEmpty: boolean;
  add(piece: Buffer): void;
  /** Hands over what was held and starts anew. */
  take(): { readonly bytes: Buffer; readonly isCut: boolean };
}

export function createHeldBytes(): HeldBytes {
  let pieces: Buffer[] = [];
  let byteCount = 0;
  return {
    get isEmpty() {
      return byteCount === 0;
    },
    add(piece) {
      const kept = piece.subarray(0, Math.max(0, maxRecordBytes - byteCount));
      if (kept.length > 0) pieces.push(kept);
      byteCount += piece.length;
    },
    take() {
      const held = { bytes: Buffer.concat(pieces), isCut: byteCount > maxRecordBytes };
      pieces = [];
      byteCount = 0;
      return held;
    },
  };
}
