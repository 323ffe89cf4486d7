import type { Click } from "./click.js";
import type { Message } from "./message.js";

/** Orders of live clicks begin here, above every generated one. */
const liveOrder = 1 << 26;

/** What was done to the tenant by hand: clicks and deliveries beside the generated traffic. */
export class LiveEvents {
  private readonly clicks: Click[] = [];
  private readonly messages: Message[] = [];

  addClick(click: Omit<Click, "order">): Click {
    const added = { ...click, order: liveOrder + this.clicks.length };
    this.clicks.push(added);
    return added;
  }

  addMessage(message: Message): void {
    this.messages.push(message);
  }

  clicksBetween(from: number, until: number): Click[] {
    return this.clicks.filter((click) => click.time >= from && click.time < until);
  }

  messagesBetween(from: number, until: number): Message[] {
    return this.messages.filter((message) => message.time >= from && message.time < until);
  }
}
