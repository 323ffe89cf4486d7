export { type OcsfCheck, openOcsfCheck } from "./ocsf/check-ocsf.js";
