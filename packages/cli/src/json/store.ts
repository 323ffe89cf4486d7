import type { StoreInfo } from "@postern/engine";
import { toIsoOrNull } from "../screen/times.js";

export function encodeInfo({ feeds, ...info }: StoreInfo): object {
  return {
    ...info,
    feeds: feeds.map((feed) => ({
      ...feed,
      oldest: toIsoOrNull(feed.oldest),
      newest: toIsoOrNull(feed.newest),
      keptSince: toIsoOrNull(feed.keptSince),
    })),
  };
}
