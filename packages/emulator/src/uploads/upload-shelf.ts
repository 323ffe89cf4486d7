import { createHash } from "node:crypto";

/** Not published: how much is kept before the oldest files go. */
const mostBytes = 64 * 1024 * 1024;

/** Files that were uploaded to be attached to mail. */
export class UploadShelf {
  private readonly files = new Map<number, Buffer>();
  private keptBytes = 0;
  private serial = 0;

  put(bytes: Buffer): number {
    this.serial += 1;
    this.files.set(this.serial, bytes);
    this.keptBytes += bytes.length;
    for (const [serial, file] of this.files) {
      if (this.keptBytes <= mostBytes || serial === this.serial) break;
      this.files.delete(serial);
      this.keptBytes -= file.length;
    }
    return this.serial;
  }

  get(serial: number): Buffer | null {
    return this.files.get(serial) ?? null;
  }
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
