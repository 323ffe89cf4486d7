import type { KeyForge } from "../key-forge.js";

/** Something the account notes of every address. */
export interface AttributeType {
  readonly id: string;
  readonly name: string;
}

/** Which attributes an account has is its own affair: these are ours. */
const names = ["Department", "Location", "Job Title", "Cost Centre"] as const;

/** What is noted of whom. */
export class AttributeBook {
  readonly types: readonly AttributeType[];
  private readonly values = new Map<string, Map<string, string>>();

  constructor(forge: KeyForge) {
    this.types = names.map((name) => ({
      id: `eNoAttribute${forge.make(`attribute-${name}`, { issue: 0, form: "base64url" })}`,
      name,
    }));
  }

  /** Null: nobody has set it. */
  read(emailAddress: string, id: string): string | null {
    return this.values.get(emailAddress)?.get(id) ?? null;
  }

  set(emailAddress: string, { id, value }: { readonly id: string; readonly value: string }): void {
    const values = this.values.get(emailAddress) ?? new Map<string, string>();
    this.values.set(emailAddress, values.set(id, value));
  }
}
