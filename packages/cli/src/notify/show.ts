import type { Channel } from "@postern/engine";

export function describeTarget(target: Channel["target"]): string {
  switch (target.kind) {
    case "webhook":
      return `webhook ${target.url}`;
    case "email":
      return `mail to ${target.to.join(", ")} by ${target.host}:${target.port}`;
    case "command":
      return `command ${target.words.join(" ")}`;
    default:
      return target.kind;
  }
}

export function formatQuiet(quiet: Channel["quiet"]): string {
  if (quiet === null) return "–";
  const format = (minute: number): string =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${format(quiet.fromMinute)}-${format(quiet.untilMinute)} ${quiet.timeZone}`;
}
