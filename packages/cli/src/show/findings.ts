import type { Finding } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";

const marks: Readonly<Record<Finding["result"], Text>> = {
  pass: good("✓"),
  fail: bad("✗"),
  "cannot-tell": warn("?"),
};

/** One line for a finding; where it is not well, what may be behind it, the likeliest first. */
export function showFinding(screen: Screen, { title, result, detail, causes }: Finding): void {
  const heading: Text = result === "fail" ? bold(title) : title;
  screen.line("  ", marks[result], "  ", heading, dim(`  ${detail}`));
  causes.forEach(({ cause, evidence, mend }, index) => {
    const number = causes.length === 1 ? "" : `${index + 1}. `;
    const indent = " ".repeat(5 + number.length);
    // The line above may have said it all.
    if (cause !== detail || causes.length > 1) screen.line("     ", number, cause);
    if (evidence !== "" && evidence !== detail) screen.line(indent, dim("evidence  "), evidence);
    if (mend !== "") screen.line(indent, dim("mend      "), mend);
  });
}

export function summarizeFindings(findings: readonly Finding[]): Text {
  const count = (result: Finding["result"]) => findings.filter((finding) => finding.result === result).length;
  const failed = count("fail");
  const unclear = count("cannot-tell");
  return [
    good(`${count("pass")} well`),
    failed === 0 ? "" : [", ", bad(`${failed} failed`)],
    unclear === 0 ? "" : [", ", warn(`${unclear} can't be told`)],
  ];
}
