import { describeTlsProblem } from "./tls-problem.js";

/** Why there is no answer. `isSent` is false only if the vendor certainly did not get the request. */
export interface Fault {
  readonly kind: "unreachable" | "tls" | "unreadable-answer" | "too-large" | "aborted";
  readonly systemCode: string | null;
  readonly reason: string;
  readonly isSent: boolean;
}

/** Thrown inside the SDK only; it becomes a MimecastError before a caller sees it. */
export class TransportFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, cause?: unknown) {
    super(fault.reason, { cause });
    this.fault = fault;
  }
}

const tlsCode =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED|EPROTO$)/;
const timeoutCode = /^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/;
const notHttpCode = /^(HPE_|UND_ERR_HEADERS_OVERFLOW)/;
const beforeSendingCode =
  /^(UND_ERR_CONNECT_TIMEOUT|ENOTFOUND|EAI_|dns-timeout|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/;

/** Reads an error of undici, the operating system, TLS or zlib. `isAborted`: the caller's signal had fired. */
export function describeFault(error: unknown, isAborted: boolean): Fault {
  if (error instanceof TransportFault) return error.fault;
  const { code, syscall, message } = readSystemError(error);
  if (isAborted) return { kind: "aborted", systemCode: null, reason: "the call was aborted", isSent: true };
  if (code !== null && tlsCode.test(code)) {
    return { kind: "tls", systemCode: code, reason: `${describeTlsProblem(code)} (${code})`, isSent: false };
  }
  if (code?.startsWith("Z_")) {
    return { kind: "unreadable-answer", systemCode: code, reason: "the gzip body is damaged", isSent: true };
  }
  if (code !== null && notHttpCode.test(code)) {
    return { kind: "unreadable-answer", systemCode: code, reason: "the answer is not HTTP", isSent: true };
  }
  // A reset during the TLS handshake has the same code as a later one; only its text tells. Nothing was sent yet.
  const isHandshake = message.includes("before secure TLS connection was established");
  const isProxyRefusal = message.startsWith("Proxy response");
  const isBeforeSending =
    isHandshake ||
    isProxyRefusal ||
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    (code !== null && beforeSendingCode.test(code));
  return {
    kind: "unreachable",
    systemCode: code,
    reason: describeUnreachable(code, { isHandshake, isProxyRefusal, message }),
    isSent: !isBeforeSending,
  };
}

function describeUnreachable(
  code: string | null,
  clues: { isHandshake: boolean; isProxyRefusal: boolean; message: string },
): string {
  if (clues.isProxyRefusal) return `the proxy refused the connection (${clues.message})`;
  if (clues.isHandshake) return "the connection was closed during the TLS handshake";
  if (code === null) return "the connection failed";
  if (timeoutCode.test(code)) return `no answer in time (${code})`;
  if (code === "ENOTFOUND") return "the host name was not found (ENOTFOUND)";
  if (code === "dns-timeout" || code.startsWith("EAI_")) return `the name server gave no answer (${code})`;
  if (code === "ECONNREFUSED") return "the connection was refused (ECONNREFUSED)";
  return `the connection was lost (${code})`;
}

interface SystemError {
  readonly code: string | null;
  readonly syscall: string | null;
  readonly message: string;
}

function readSystemError(error: unknown): SystemError {
  if (!(error instanceof Error)) return { code: null, syscall: null, message: "" };
  // Several addresses tried (happy eyeballs): the parts carry the syscall, the whole does not.
  const part: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const whole = { code: readText(error, "code"), syscall: readText(error, "syscall") };
  const cause = error.cause instanceof Error ? error.cause : null;
  return {
    code: whole.code ?? readText(part, "code") ?? readText(cause, "code"),
    syscall: whole.syscall ?? readText(part, "syscall") ?? readText(cause, "syscall"),
    message: error.message,
  };
}

function readText(error: unknown, property: "code" | "syscall"): string | null {
  if (typeof error !== "object" || error === null || !(property in error)) return null;
  const value: unknown = Reflect.get(error, property);
  return typeof value === "string" ? value : null;
}
