import type { Finding } from "@postern/engine";
import { expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen } from "../screen/screen.js";
import { plainText } from "../screen/text.js";
import { showFinding, summarizeFindings } from "../show/findings.js";
import { exitCodeOfFindings } from "./exit-code.js";

const passed: Finding = { id: "dns", title: "The name is found", result: "pass", detail: "yes", causes: [] };
const failed: Finding = {
  id: "token",
  title: "The tenant accepts the credential",
  result: "fail",
  detail: "it \u001b[31mdoes not",
  causes: [
    { cause: "The secret is wrong.", evidence: "The tenant said so.", mend: "Copy it again." },
    { cause: "It is disabled.", evidence: "It never worked.", mend: "Enable it." },
  ],
};
const unclear: Finding = { ...passed, id: "egress", result: "cannot-tell" };

function show(finding: Finding): string[] {
  const capture = openCapture();
  showFinding(createScreen(capture.stream, {}), finding);
  return capture.text().trimEnd().split("\n");
}

test("a finding is a line; what failed tells its causes in order, with evidence and mend", () => {
  expect(show(passed)).toEqual(["  ✓  The name is found  yes"]);
  expect(show(unclear)[0]).toContain("?  ");
  expect(show(failed)).toEqual([
    "  ✗  The tenant accepts the credential  it does not",
    "     1. The secret is wrong.",
    "        evidence  The tenant said so.",
    "        mend      Copy it again.",
    "     2. It is disabled.",
    "        evidence  It never worked.",
    "        mend      Enable it.",
  ]);
  expect(plainText(summarizeFindings([passed, failed, unclear]))).toBe("1 well, 1 failed, 1 can't be told");
});

test("a cause that the detail has told already is not told again", () => {
  const cause = { cause: "No role.", evidence: "No role.", mend: "Add it." };
  expect(show({ ...failed, detail: "No role.", causes: [cause] })).toEqual([
    "  ✗  The tenant accepts the credential  No role.",
    "     mend      Add it.",
  ]);
});

test("the exit code is that of the worst, and a refused credential explains the rest", () => {
  const fail = (id: string): Finding => ({ ...failed, id });
  expect(exitCodeOfFindings([passed, unclear])).toBe(0);
  expect(exitCodeOfFindings([fail("feed:siem-2.0")])).toBe(11);
  expect(exitCodeOfFindings([fail("connect"), fail("quota")])).toBe(13);
  expect(exitCodeOfFindings([fail("connect"), fail("signature")])).toBe(10);
  expect(exitCodeOfFindings([fail("something-new")])).toBe(14);
});
