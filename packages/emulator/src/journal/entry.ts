import type { ClockState } from "../clock/clock.js";
import type { FaultProgress } from "../faults/fault-injector.js";
import type { Guesses } from "../guesses/guesses.js";
import type { ArchiveNote } from "../logs/archive-trail.js";
import type { WindowNote } from "../logs/last-windows.js";
import type { RedeliveryNote } from "../store/redeliveries.js";
import type { ServerIdentity } from "../tls/identity.js";
import type { Arrival } from "../wire/arrival.js";
import type { StateImage } from "./picture/state-image.js";

/** The first line of a tenant's file. */
export interface Header {
  readonly postern: "emulated-tenant";
  readonly version: number;
  /** The machine's time at the start of the tenant, in milliseconds since 1970. */
  readonly at: number;
  readonly clock: ClockState;
  /** Those of `startTenant` that shape the tenant. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A request to the console or the control API, as it came. */
export interface PageRequest {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly cookie: string;
  readonly body: string;
}

/** A method called, or a property set, on an object of the code face. */
export interface CodeAct {
  /** How to get to the object from the tenant. */
  readonly on: readonly string[];
  readonly does: string;
  /** What it was called with; absent: `does` was set to `value`. */
  readonly with?: readonly unknown[];
  readonly value?: unknown;
}

/** Something that changes the tenant, before it is carried out. */
export type Act = { readonly call: Arrival } | { readonly page: PageRequest } | { readonly code: CodeAct };

/** Something to know after the next start that no act tells. */
export type Note =
  | { readonly clock: ClockState }
  | { readonly fault: FaultProgress }
  | { readonly archive: ArchiveNote }
  | { readonly window: WindowNote }
  | { readonly redelivery: RedeliveryNote }
  /** Other ids that objects have gone by, each before the true one. */
  | { readonly otherIds: readonly (readonly [string, string])[] }
  /** All that are made for the tenant, of every account. */
  | { readonly guesses: Partial<Guesses> }
  | { readonly port: { readonly host: string; readonly port: number } }
  | { readonly identity: ServerIdentity };

/**
 * Every line but the first ones. `at` is the machine's time in milliseconds since 1970, `account` the number of an account
 * beside the first, from 1 on.
 */
export type Entry = { readonly at: number; readonly account?: number } & (Act | Note);

/** The second line, under `picture`, of a file whose acts were put together: what they have led to. */
export interface Picture {
  readonly at: number;
  readonly clock: ClockState;
  /** Of the code that took it, and alone can read it. */
  readonly code: string;
  /** How much of the file of past acts belongs to it, in bytes; null where they aren't all kept any more. */
  readonly pastBytes: number | null;
  /** The first account, then the others. */
  readonly accounts: readonly StateImage[];
}
