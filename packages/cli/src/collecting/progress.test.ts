import { describe, expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen } from "../screen/screen.js";
import { plainText } from "../screen/text.js";
import { createLineView } from "./line-view.js";
import { describeProgress, drawBar } from "./live-view.js";
import { createProgressBook, type FeedProgress, silentView } from "./progress.js";

const place = { connection: "lab", feed: "ttp-url" };
const finished = {
  ...place,
  state: "healthy",
  code: null,
  reason: null,
  stored: 5,
  duplicates: 1,
  quarantined: 0,
} as const;

function watch() {
  const seen = new Set<FeedProgress>();
  const book = createProgressBook({ ...silentView, started: (feed) => seen.add(feed) });
  return { book, first: () => [...seen][0] };
}

describe("progress", () => {
  test("adds up what is committed, also where the view doesn't care", () => {
    const { book, first } = watch();
    book.listener("feed.started", place);
    const batch = {
      ...place,
      part: "",
      place: "https://x.example/a/b/file.json.gz",
      stored: 3,
      duplicates: 1,
    };
    book.listener("batch.committed", { ...batch, quarantined: 0, durationMs: 1 });
    book.listener("batch.committed", { ...batch, quarantined: 1, durationMs: 1 });
    expect(first()).toMatchObject({ stored: 6, duplicates: 2, quarantined: 1, place: "file.json.gz" });
  });

  test("knows the share where windows are counted", () => {
    const { book, first } = watch();
    book.listener("feed.started", place);
    book.listener("window.completed", { ...place, from: 0, until: 1, left: 3 });
    const feed = first();
    expect(feed === undefined ? "" : drawBar(feed, 0)).toBe("█████░░░░░░░░░░░░░░░");
  });

  test("shows how it ended", () => {
    const { book, first } = watch();
    book.listener("feed.started", place);
    book.listener("feed.finished", finished);
    const feed = first();
    expect(feed === undefined ? "" : plainText(describeProgress(feed, 0))).toContain("healthy");
  });

  test("passes on a poll that came to nothing", () => {
    const failed: string[] = [];
    const book = createProgressBook({ ...silentView, pollFailed: ({ code }) => failed.push(code) });
    book.listener("poll.failed", { connection: "lab", code: "lease-held", detail: "another process reads" });
    expect(failed).toEqual(["lease-held"]);
  });
});

describe("lines for a pipe", () => {
  const open = () => {
    const capture = openCapture();
    const book = createProgressBook(createLineView(createScreen(capture.stream, {}), () => 0));
    return { book, lines: () => capture.text().trim().split("\n") };
  };

  test("tell the start and the end of a feed", () => {
    const { book, lines } = open();
    book.listener("feed.started", place);
    book.listener("feed.finished", finished);
    expect(lines()).toEqual(["lab  ttp-url  reading", "lab  ttp-url  healthy  5 stored, 1 duplicate"]);
  });

  test("tell a poll that failed as a whole", () => {
    const { book, lines } = open();
    book.listener("poll.failed", { connection: "lab", code: "lease-held", detail: "another process reads" });
    expect(lines()).toEqual(["lab  lease-held  another process reads"]);
  });

  test("tell a trouble once, also when it ends the feed", () => {
    const { book, lines } = open();
    book.listener("feed.trouble", { ...place, code: "broken-file", detail: "a.zip is cut off" });
    book.listener("feed.trouble", { ...place, code: "unreachable", detail: "no answer" });
    book.listener("feed.finished", {
      ...finished,
      state: "failing",
      code: "unreachable",
      reason: "no answer Check the base URL.",
    });
    expect(lines()).toEqual([
      "lab  ttp-url  broken-file: a.zip is cut off",
      "lab  ttp-url  failing  5 stored, 1 duplicate  no answer Check the base URL.",
    ]);
  });
});
