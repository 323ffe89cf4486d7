export { type AuditFilter, type AuditVerdict, appendAudit, readAudit, verifyAudit } from "./audit-log.js";
export type { AuditEntry, AuditKind, NewAuditEntry } from "./entry.js";
export { type AuditForm, auditForms, describeAudit, writeAudit } from "./forms.js";
export { redact } from "./redact.js";
