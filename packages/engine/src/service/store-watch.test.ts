import { expect, test } from "vitest";
import { PosternError } from "../errors/index.js";
import { createStoreWatch } from "./store-watch.js";

function openWatch() {
  const disk = { free: 1000e6, takes: true, now: 0 };
  const told: string[] = [];
  const watch = createStoreWatch({
    readFreeBytes: async () => disk.free,
    probe: async () => {
      if (!disk.takes) throw new PosternError("store-unwritable", "disk I/O error");
    },
    reserveBytes: 100e6,
    listener: (name) => told.push(name),
    now: () => disk.now,
  });
  const look = async (): Promise<boolean> => {
    disk.now += 5000;
    return await watch.isReady();
  };
  return { disk, told, watch, look };
}

test("pauses before the disk is full, and goes on once there is room to spare", async () => {
  const { disk, told, look } = openWatch();
  expect(await look()).toBe(true);
  disk.free = 99e6;
  expect([await look(), await look()]).toEqual([false, false]);
  // Not at the very edge.
  disk.free = 101e6;
  expect(await look()).toBe(false);
  disk.free = 200e6;
  expect(await look()).toBe(true);
  expect(told).toEqual(["store.paused", "store.resumed"]);
});

test("waits for a disk that takes no more until a row can be written, and tells it once", async () => {
  const { disk, told, watch, look } = openWatch();
  disk.takes = false;
  const error = new PosternError("store-unwritable", "database or disk is full");
  expect([watch.failed(error), watch.failed(error)]).toEqual([true, true]);
  expect(await look()).toBe(false);
  disk.takes = true;
  expect(await look()).toBe(true);
  expect(told).toEqual(["store.paused", "store.resumed"]);
});

test("does not wait for a damaged store", () => {
  expect(openWatch().watch.failed(new PosternError("store-failed", "malformed"))).toBe(false);
});
