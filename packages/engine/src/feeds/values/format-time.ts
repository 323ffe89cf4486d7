const minuteMs = 60_000;
const secondMs = 1000;

let knownMinute = Number.NaN;
let minuteText = "";

/** `2021-10-18T08:45:02.000Z`; neighbouring events mostly share their minute, which is most of the work. */
export function formatTime(time: number): string {
  const whole = Math.trunc(time);
  const minute = Math.floor(whole / minuteMs);
  if (minute !== knownMinute) {
    minuteText = new Date(minute * minuteMs).toISOString().slice(0, 17);
    knownMinute = minute;
  }
  const rest = whole - minute * minuteMs;
  const seconds = Math.floor(rest / secondMs);
  const milliseconds = rest - seconds * secondMs;
  const filled = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : "";
  return `${minuteText}${seconds < 10 ? "0" : ""}${seconds}.${filled}${milliseconds}Z`;
}
