import type { KeyForge } from "../key-forge.js";

/** Something the account notes of every address. */
export interface AttributeType {
  readonly id: string;
  readonly name: string;
}

/** Which attributes an account has is its own affair: these are ours. */
const others = ["Location", "Job Title", "Cost Centre"] as const;

interface Value {
  readonly id: string;
  readonly value: string;
  /** In epoch milliseconds. */
  readonly since: number;
}

/** What is noted of whom, and since when: mail of other days is judged by what was noted then. */
export class AttributeBook {
  /** The department is the first. */
  readonly types: readonly [AttributeType, ...AttributeType[]];
  private readonly values = new Map<string, Value[]>();

  constructor(forge: KeyForge) {
    const make = (name: string): AttributeType => ({
      id: `eNoAttribute${forge.make(`attribute-${name}`, { issue: 0, form: "base64url" })}`,
      name,
    });
    this.types = [make("Department"), ...others.map(make)];
  }

  /** Empty: nobody has set it, at that moment. */
  read(emailAddress: string, { id, at }: { readonly id: string; readonly at: number }): string {
    const values = this.values.get(emailAddress.toLowerCase()) ?? [];
    return values.findLast((value) => value.id === id && value.since <= at)?.value ?? "";
  }

  set(emailAddress: string, value: Value): void {
    const values = this.values.get(emailAddress) ?? [];
    this.values.set(emailAddress, [...values, value]);
  }

  /** What everybody has from the start. */
  setDepartment(emailAddress: string, value: string): void {
    const [{ id }] = this.types;
    this.set(emailAddress, { id, value, since: -Infinity });
  }
}
