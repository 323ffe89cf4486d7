import type { Feed } from "../feeds/index.js";

/** Why the past of a feed can't be asked, and what to do instead; null: it can. */
export function whyNoPast({ name, reading }: Feed): string | null {
  switch (reading.kind) {
    case "snapshot":
      return `${name} is a list as it stands: what it was in the past can't be asked. What changed from poll to poll: \`postern events --feed ${name}\`.`;
    case "stream":
      return `${name} is provisional: ${reading.confirmedBy} brings the same events for good, ask for that one.`;
    default:
      return null;
  }
}
