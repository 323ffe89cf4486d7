/** One thing the doctor looked at. */
export interface Finding {
  /** Stable, for programs and guides: `dns`, `tls`, `clock`, `token`, `feed:siem-2.0`, … */
  readonly id: string;
  readonly title: string;
  readonly result: "pass" | "fail" | "cannot-tell";
  readonly detail: string;
  /** What may be behind it, the likeliest first; one where the answer decides, none where all is well. */
  readonly causes: readonly Cause[];
}

export interface Cause {
  readonly cause: string;
  /** What speaks for it. */
  readonly evidence: string;
  readonly mend: string;
}
