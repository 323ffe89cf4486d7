import type { Generation } from "@postern/mimecast";
import { actions } from "../actions/registry.js";
import { feedsOf } from "../feeds/index.js";
import type { ConnectionSettings } from "./connection.js";

/** The defaults of DESIGN: one hour back at first, every feed and action of the generation. */
export function defaultSettings(generation: Generation): ConnectionSettings {
  return {
    feeds: feedsOf(generation).map(({ name }) => name),
    actions: actions.map(({ name }) => name),
    lookbackHours: 1,
    feedSettings: {},
    network: {},
  };
}
