/** Why a tenant's file can't be used. */
export type TenantFileCode =
  /** The file is no tenant's. */
  | "not-a-tenant"
  /** A line of it is spoilt. */
  | "damaged"
  /** A newer version wrote it. */
  | "newer-version"
  /** It was kept with another seed, company, …. */
  | "another-tenant"
  /** Another process has it open. */
  | "in-use"
  /** The machine refuses to read or write it. */
  | "unusable"
  /** The way back through it ended where it can't have. */
  | "not-repeatable";

/** A file given as `persist` that can't be used; nothing in it has been changed. */
export class TenantFileError extends Error {
  readonly code: TenantFileCode;

  constructor(code: TenantFileCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TenantFileError";
    this.code = code;
  }
}
