export { type OcsfCheck, openOcsfCheck } from "./ocsf/check-ocsf.js";
export { type EventSource, type Form, forms, writeEvent, writeForm } from "./write-form.js";
