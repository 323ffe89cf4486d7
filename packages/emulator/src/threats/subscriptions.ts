import { dayMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";

/** A webhook that is to be told of reported messages. */
export interface Subscription {
  readonly id: string;
  readonly notificationUrl: string;
  readonly resourceType: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The webhooks of the account. The secret each comes with is never told again. */
export class Subscriptions {
  private readonly all: Subscription[] = [];
  private readonly lifeMs: number;

  constructor({ subscriptionDays }: Pick<Guesses, "subscriptionDays">) {
    this.lifeMs = subscriptionDays * dayMs;
  }

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
    const subscription = { ...draft, id, createdAt: now, expiresAt: draft.expiresAt ?? now + this.lifeMs };
    this.all.push(subscription);
    return subscription;
  }
}
