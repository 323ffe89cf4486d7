import type { Check } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { pad } from "../screen/width.js";

const resultWidth = 11;
const kindWidth = 11;
const nameWidth = 14;

/** One line for a probe, and one below it for what to do: that one names the missing product or permission. */
export function showCheck(screen: Screen, check: Check): void {
  const { kind, name } = check.subject;
  const what: Text = [dim(pad(kind, kindWidth)), bold(pad(name, nameWidth))];
  screen.line("  ", paintResult(check.result), what, "  ", describe(check));
  if (check.mend !== "") screen.line(" ".repeat(resultWidth + 2), dim("to do  "), check.mend);
}

export function summarizeChecks(checks: readonly Check[]): Text {
  const count = (result: Check["result"]) => checks.filter((check) => check.result === result).length;
  const failed = count("fail");
  const unclear = count("cannot-tell");
  return [
    good(`${count("pass")} passed`),
    failed === 0 ? "" : [", ", bad(`${failed} failed`)],
    unclear === 0 ? "" : [", ", warn(`${unclear} can't be told`)],
  ];
}

/** The code says whether the product is missing or the permission. */
function describe(check: Check): Text {
  return check.code === null ? check.detail : [`${check.code}: `, check.detail];
}

function paintResult(result: Check["result"]): Text {
  switch (result) {
    case "pass":
      return good(pad("pass", resultWidth));
    case "fail":
      return bad(pad("fail", resultWidth));
    case "cannot-tell":
      return warn(pad("can't tell", resultWidth));
  }
}
