import { createHash } from "node:crypto";

/** Makes keys that are reproducible from the seed: they guard invented mail on a loopback address. */
export class KeyForge {
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  make(purpose: string, options: { readonly issue: number; readonly form: "hex" | "base64" | "base64url" }) {
    return createHash("sha256")
      .update(`postern-emulator/${this.seed}/${options.issue}/${purpose}`)
      .digest(options.form);
  }

  guid(purpose: string): string {
    return this.make(purpose, { issue: 0, form: "hex" }).replace(
      /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/,
      "$1-$2-$3-$4-$5",
    );
  }
}
