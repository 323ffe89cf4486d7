import type { Reached, ReadContext } from "./context.js";
import { readChain } from "./read-chain.js";
import { readListing } from "./read-listing.js";
import { readSnapshot } from "./read-snapshot.js";
import { readStream } from "./read-stream.js";
import { readWhole } from "./read-whole.js";
import { readWindows } from "./read-windows.js";

/** Reads a feed the way it declares. */
export async function readFeed(context: ReadContext): Promise<Reached> {
  const { reading } = context.feed;
  switch (reading.kind) {
    case "windows":
      return await readWindows(context, reading);
    case "chain":
      return await readChain(context, reading);
    case "listing":
      return await readListing(context, reading);
    case "snapshot":
      return await readSnapshot(context, reading);
    case "stream":
      return await readStream(context, reading);
    case "whole":
      return await readWhole(context, reading);
  }
}
