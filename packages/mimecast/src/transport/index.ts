export { limitBytes } from "./body.js";
export type * from "./events.js";
export { describeFault, type Fault, TransportFault } from "./faults.js";
export { createRedactor, describeUrl, type Redactor } from "./redact.js";
export { awaitUnlessAborted, linkSignals } from "./signals.js";
export { describeTlsProblem, type TlsProblem, tlsProblemOf } from "./tls-problem.js";
export {
  createTransport,
  type Headers,
  type HttpAnswer,
  type OpenAnswer,
  type Transport,
} from "./transport.js";
