export { listAuthorities } from "./authorities.js";
export { createDispatcher, type OnOpened } from "./dispatcher.js";
export { type CertificateSummary, type NetworkProbe, type NetworkStep, probeNetwork } from "./probe.js";
export { type Network, type NetworkSettings, readNetwork } from "./settings.js";
