import { dayMs } from "../clock/spans.js";
import { ConsoleRefusal } from "./refusal.js";

const mostDays = 3650;
const mostAttempts = 100;

/** What the account settings say of passwords. Their numbers on a new account aren't published: both rules begin switched off. */
export class PasswordRules {
  private days: number | null = null;
  private attempts: number | null = null;

  /** How long a password holds, unless its user's never expires. Null: for ever. */
  get expiryDays(): number | null {
    return this.days;
  }

  set expiryDays(days: number | null) {
    this.days = readNumber(days, { field: "Passwords Expire After", most: mostDays });
  }

  /** So many wrong passwords one after the other lock an account. Null: any number is put up with. */
  get lockAfter(): number | null {
    return this.attempts;
  }

  set lockAfter(attempts: number | null) {
    this.attempts = readNumber(attempts, { field: "Lock After", most: mostAttempts });
  }

  hasExpired(
    {
      passwordNeverExpires,
      passwordSetAt,
    }: { readonly passwordNeverExpires: boolean; readonly passwordSetAt: number },
    now: number,
  ): boolean {
    return this.days !== null && !passwordNeverExpires && now >= passwordSetAt + this.days * dayMs;
  }
}

function readNumber(
  value: number | null,
  { field, most }: { readonly field: string; readonly most: number },
): number | null {
  if (value === null || (Number.isInteger(value) && value >= 1 && value <= most)) return value;
  throw new ConsoleRefusal(`${field} must be a whole number from 1 to ${most}, or nothing.`, field);
}
