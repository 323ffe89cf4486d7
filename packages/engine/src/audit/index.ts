export { type Acting, type Actor, createActing } from "./acting.js";
export { type AuditFilter, type AuditVerdict, appendAudit, readAudit, verifyAudit } from "./audit-log.js";
export { changesOf } from "./changes.js";
export { type AuditEntry, type AuditKind, auditKinds, type NewAuditEntry } from "./entry.js";
export { type AuditForm, auditForms, describeAudit, writeAudit } from "./forms.js";
export { createRecorder, type Recorder } from "./recorder.js";
export { redact } from "./redact.js";
