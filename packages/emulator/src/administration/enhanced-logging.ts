/** The ways of mail that the account settings have a box for each. */
export const loggedWays = ["inbound", "outbound", "internal"] as const;

export type LoggedWay = (typeof loggedWays)[number];

/** Which of the boxes are ticked. */
export type EnhancedLoggingBoxes = Readonly<Record<LoggedWay, boolean>>;

/** Which mail is written down for the SIEM feed of API 1.0, now and before. */
export class EnhancedLogging {
  private readonly gaps: { readonly way: LoggedWay; readonly from: number; until: number }[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get boxes(): EnhancedLoggingBoxes {
    return {
      inbound: this.isOn("inbound"),
      outbound: this.isOn("outbound"),
      internal: this.isOn("internal"),
    };
  }

  /** All three, or those that are named. */
  tick(boxes: boolean | Partial<EnhancedLoggingBoxes>): void {
    for (const way of loggedWays) {
      const isOn = typeof boxes === "boolean" ? boxes : (boxes[way] ?? this.isOn(way));
      const gap = this.openGap(way);
      if (isOn && gap !== undefined) gap.until = this.now();
      else if (!isOn && gap === undefined) this.gaps.push({ way, from: this.now(), until: Infinity });
    }
  }

  wasOn(way: LoggedWay, at: number): boolean {
    return !this.gaps.some((gap) => gap.way === way && at >= gap.from && at < gap.until);
  }

  private isOn(way: LoggedWay): boolean {
    return this.openGap(way) === undefined;
  }

  private openGap(way: LoggedWay) {
    return this.gaps.find((gap) => gap.way === way && gap.until === Infinity);
  }
}
