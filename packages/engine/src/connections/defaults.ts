import type { Generation } from "@postern/mimecast";
import { usualActions } from "../actions/registry.js";
import { defaultFeedsOf } from "../feeds/index.js";
import type { ConnectionSettings } from "./connection.js";

/** The defaults of DESIGN: one hour back at first, the feeds a security team needs, the actions that contain a threat. */
export function defaultSettings(generation: Generation): ConnectionSettings {
  return {
    feeds: defaultFeedsOf(generation).map(({ name }) => name),
    actions: usualActions.filter(({ kind }) => kind === "writing").map(({ name }) => name),
    isReadOnly: false,
    lookbackHours: 1,
    everyMinutes: null,
    keepDays: null,
    feedSettings: {},
    network: {},
  };
}
