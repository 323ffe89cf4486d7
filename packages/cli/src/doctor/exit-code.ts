import type { ErrorCode, Finding } from "@postern/engine";
import { worstExitCode } from "../program/exit-codes.js";

/** The error a failed finding stands for, by the beginning of its id. */
const codes: Readonly<Record<string, ErrorCode>> = {
  region: "wrong-region",
  dns: "unreachable",
  proxy: "unreachable",
  connect: "unreachable",
  tls: "tls",
  http: "unreadable-answer",
  clock: "credentials-refused",
  "credential-shape": "bad-credentials-shape",
  token: "credentials-refused",
  signature: "credentials-refused",
  propagation: "credentials-refused",
  "binding-ttl": "keys-expired",
  "ip-range": "credentials-refused",
  feed: "not-permitted",
  action: "not-permitted",
  licence: "product-missing",
  quota: "throttled",
  "enhanced-logging": "rejected",
  "key-age": "keys-expired",
  vault: "vault-wrong-key",
};

/** 0 where nothing failed. What can't be told is no failure. */
export function exitCodeOfFindings(findings: readonly Finding[]): number {
  const failed = findings.filter(({ result }) => result === "fail");
  return worstExitCode(failed.map(({ id }) => codes[id.split(":")[0] ?? ""] ?? "rejected"));
}
