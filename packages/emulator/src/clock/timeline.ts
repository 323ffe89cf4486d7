interface Span<Thing> {
  readonly thing: Thing;
  readonly since: number;
  until: number;
}

/** Rules with the time each was in force: what happened before a change keeps the rules of its time. */
export class Timeline<Thing> {
  private readonly spans: Span<Thing>[] = [];

  /** Whether there never was one. */
  get isEmpty(): boolean {
    return this.spans.length === 0;
  }

  /** In force from just after `since`, in milliseconds; for ever before with `-Infinity`. */
  add(thing: Thing, since: number): void {
    this.spans.push({ thing, since, until: Infinity });
  }

  /** Whether it had no end yet. */
  end(thing: Thing, now: number): boolean {
    const span = this.spans.find((candidate) => candidate.thing === thing && candidate.until === Infinity);
    if (span === undefined) return false;
    span.until = now;
    return true;
  }

  /** Those without an end: what is kept, in force already or not. */
  living(): Thing[] {
    return this.spans.filter(({ until }) => until === Infinity).map(({ thing }) => thing);
  }

  /** Those in force at a moment, one that begins with it included. */
  now(time: number): Thing[] {
    return this.spans.filter(({ since, until }) => since <= time && time < until).map(({ thing }) => thing);
  }

  at(time: number): Thing[] {
    return this.spans.filter(({ since, until }) => since < time && time <= until).map(({ thing }) => thing);
  }

  /** Whether every rule there ever was is so. */
  every(isSo: (thing: Thing) => boolean): boolean {
    return this.spans.every(({ thing }) => isSo(thing));
  }
}
