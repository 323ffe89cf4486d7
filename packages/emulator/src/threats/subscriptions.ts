import { dayMs } from "../clock/spans.js";

/** A webhook that is to be told of reported messages. */
export interface Subscription {
  readonly id: string;
  readonly notificationUrl: string;
  readonly resourceType: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Guessed, where none is asked for. */
const lifeMs = 30 * dayMs;

/** The webhooks of the account. The secret each comes with is never told again. */
export class Subscriptions {
  private readonly all: Subscription[] = [];

  /** Those that haven't expired, oldest first. */
  listAt(now: number): readonly Subscription[] {
    return this.all.filter(({ expiresAt }) => now < expiresAt);
  }

  add(
    draft: Pick<Subscription, "notificationUrl" | "resourceType"> & { readonly expiresAt: number | null },
    options: { readonly now: number; readonly makeId: (serial: number) => string },
  ): Subscription {
    const { now, makeId } = options;
    const id = makeId(this.all.length + 1);
    const subscription = { ...draft, id, createdAt: now, expiresAt: draft.expiresAt ?? now + lifeMs };
    this.all.push(subscription);
    return subscription;
  }
}
