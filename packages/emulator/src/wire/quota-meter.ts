import type { Quota } from "@postern/mimecast/catalogue";

/** Counts the calls of a sliding span, so that a call comes back exactly when the oldest one leaves it. */
export class QuotaMeter {
  private readonly calls = new Map<string, number[]>();

  /** Null when the call is allowed (and counted), else the milliseconds until one is again. */
  take(key: string, options: { readonly quota: Quota; readonly now: number }): number | null {
    const { quota, now } = options;
    const spanMs = quota.perSeconds * 1000;
    const recent = (this.calls.get(key) ?? []).filter((time) => time > now - spanMs);
    this.calls.set(key, recent);
    const oldest = recent[0];
    if (recent.length >= quota.calls && oldest !== undefined) return oldest + spanMs - now;
    recent.push(now);
    return null;
  }
}
