/** Parts of a body: text of its own, and bytes that are kept from answer to answer. */
export type Pieces = readonly (string | Buffer)[];

/** All of them behind each other, as they go out. */
export function joinPieces(pieces: Pieces): Buffer {
  let length = 0;
  for (const piece of pieces) length += typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") {
      end += bytes.write(piece, end);
    } else {
      bytes.set(piece, end);
      end += piece.length;
    }
  }
  return bytes;
}

/** Lists things of one kind whose text never changes, and which are listed far more often than made. */
export class KeptTexts<Thing extends object> {
  private readonly textOf: (thing: Thing) => string;
  /** With a comma in front. */
  private readonly kept = new WeakMap<Thing, Buffer>();

  constructor(textOf: (thing: Thing) => string) {
    this.textOf = textOf;
  }

  /** Their texts, with commas between them. */
  list(things: readonly Thing[]): Buffer[] {
    return things.map((thing, index) =>
      index === 0 ? this.bytesOf(thing).subarray(1) : this.bytesOf(thing),
    );
  }

  private bytesOf(thing: Thing): Buffer {
    const known = this.kept.get(thing);
    if (known !== undefined) return known;
    const bytes = Buffer.from(`,${this.textOf(thing)}`);
    this.kept.set(thing, bytes);
    return bytes;
  }
}
