import type { Check, Engine, ErrorCode } from "@postern/engine";
import type { Context } from "../program/context.js";
import { worstExitCode } from "../program/exit-codes.js";
import { showCheck, summarizeChecks } from "../show/checks.js";

/** Probes a connection, shows each answer as it comes (unless quiet), and returns them all. */
export async function runChecks(
  context: Context,
  engine: Engine,
  request: {
    readonly name: string;
    readonly isQuiet: boolean;
    /** What to call the credential, where it stands in for another one. */
    readonly credential?: string;
  },
): Promise<readonly Check[]> {
  const { name, isQuiet, credential } = request;
  const checks: Check[] = [];
  for await (const check of engine.connections.test(name, context.stop.listen())) {
    const isRenamed = credential !== undefined && check.subject.kind === "credential";
    const shown: Check = isRenamed ? { ...check, subject: { kind: "credential", name: credential } } : check;
    checks.push(shown);
    if (!isQuiet) showCheck(context.out, shown);
  }
  if (!isQuiet) context.out.line("  ", summarizeChecks(checks));
  return checks;
}

/** The credential's own check explains the others, so it decides where it failed. */
export function exitCodeOfChecks(checks: readonly Check[]): number {
  const codeOf = (check: Check): ErrorCode[] => {
    if (check.code !== null) return [check.code];
    return check.result === "fail" ? ["rejected"] : [];
  };
  const unpassed = checks.filter((check) => check.result !== "pass");
  const credential = unpassed.filter((check) => check.subject.kind === "credential");
  const deciding = credential.length > 0 ? credential : unpassed;
  return worstExitCode(deciding.flatMap(codeOf));
}
