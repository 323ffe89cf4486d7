/** Which addresses of a message an alteration is about (actions reference, 2.13). */
export const addressTypes = [
  "all",
  "envelope_from",
  "envelope_to",
  "from",
  "reply_to",
  "to_cc_bcc",
  "sender",
] as const;

/** Mail of which direction an alteration is about (actions reference, 2.13). */
export const routings = ["all", "inbound", "outbound"] as const;
