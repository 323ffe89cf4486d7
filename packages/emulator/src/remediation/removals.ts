import type { Message } from "../traffic/message.js";

interface Removal {
  readonly since: number;
  until: number;
}

/** Which messages were taken out of their mailboxes, and when: nobody clicks in them from then on. */
export class Removals {
  private readonly byMessage = new Map<string, Removal[]>();

  remove(message: Message, since: number): void {
    const removals = this.byMessage.get(keyOf(message)) ?? [];
    removals.push({ since, until: Infinity });
    this.byMessage.set(keyOf(message), removals);
  }

  restore(message: Message, until: number): void {
    for (const removal of this.byMessage.get(keyOf(message)) ?? []) {
      removal.until = Math.min(removal.until, until);
    }
  }

  isGone(message: Message, time: number): boolean {
    if (this.byMessage.size === 0) return false;
    const removals = this.byMessage.get(keyOf(message)) ?? [];
    return removals.some(({ since, until }) => since <= time && time < until);
  }
}

function keyOf({ time, variant }: Message): string {
  return `${time}/${variant}`;
}
