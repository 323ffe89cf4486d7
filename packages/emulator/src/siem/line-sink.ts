/** Records of a file, one behind the other, and how many. */
export interface RenderedRecords {
  readonly bytes: Buffer;
  readonly lines: number;
}

export const noRecords: RenderedRecords = { bytes: Buffer.alloc(0), lines: 0 };

/**
 * Collects lines as bytes. A line is put together from dozens of pieces, and the engine keeps the pieces as long as the
 * line is only a string: writing it out at once halves the cost of a large file.
 */
export class LineSink {
  private buffer = Buffer.allocUnsafe(2048);
  private length = 0;
  private lines = 0;
  private readonly separator: number;

  constructor(separator: "\n" | ",") {
    this.separator = separator.charCodeAt(0);
  }

  push(line: string): void {
    // A UTF-16 unit takes at most three bytes.
    const needed = this.length + (line.length + 1) * 3;
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(grown, 0, 0, this.length);
      this.buffer = grown;
    }
    if (this.lines > 0) {
      this.buffer[this.length] = this.separator;
      this.length += 1;
    }
    this.length += this.buffer.write(line, this.length);
    this.lines += 1;
  }

  finish(): RenderedRecords {
    return this.lines === 0 ? noRecords : { bytes: this.buffer.subarray(0, this.length), lines: this.lines };
  }
}

/** The records as texts again. */
export function splitRecords(rendered: RenderedRecords): string[] {
  return rendered.lines === 0 ? [] : rendered.bytes.toString().split("\n");
}
