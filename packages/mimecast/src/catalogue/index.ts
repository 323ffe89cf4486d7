export * from "../regions/index.js";
export * from "./alterations.js";
export * from "./operation.js";
export * from "./operations.js";
export * from "./permissions.js";
export * from "./render.js";
export * from "./siem.js";
