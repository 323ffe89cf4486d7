import type { ClientSettings } from "../client/index.js";

/** What the two calls that need no keys take besides their own: the settings of a client, its base URL optional. */
export type LoginSettings = Omit<ClientSettings, "baseUrl" | "limits"> & {
  readonly signal?: AbortSignal | undefined;
};
