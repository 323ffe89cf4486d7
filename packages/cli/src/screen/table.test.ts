import { describe, expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen } from "./screen.js";
import { fitWidths, printTable } from "./table.js";
import { bad, dim } from "./text.js";
import { truncate, widthOf } from "./width.js";

describe("a table", () => {
  test("cleans its cells, aligns numbers, and brings no colour into a pipe", () => {
    const capture = openCapture();
    printTable(createScreen(capture.stream, {}), {
      columns: [{ title: "who" }, { title: "clicks", align: "right" }],
      rows: [
        ["\u001b[2Janna@corp.example\r\n", bad("3")],
        [dim("会議"), "1,203"],
      ],
    });
    expect(
      capture
        .text()
        .split("\n")
        .map((line) => line.trimEnd()),
    ).toEqual([
      "  WHO                 CLICKS",
      "  anna@corp.example        3",
      "  会議                 1,203",
      "",
    ]);
  });

  test("gives way in the columns that may, the widest first", () => {
    const columns = [
      { width: 10, gives: false },
      { width: 60, gives: true },
      { width: 40, gives: true },
    ];
    expect(fitWidths(columns, 86)).toEqual([10, 35, 35]);
    expect(fitWidths(columns, 200)).toEqual([10, 60, 40]);
    expect(fitWidths(columns, 20)).toEqual([10, 12, 12]);
  });

  test("has colours on a terminal, unless NO_COLOR is set", () => {
    const capture = openCapture({ isTTY: true });
    createScreen(capture.stream, {}).line(bad("red"));
    createScreen(capture.stream, { NO_COLOR: "1" }).line(bad("plain"));
    expect(capture.text()).toBe("\u001b[31mred\u001b[39m\nplain\n");
  });
});

test("widths count what a terminal shows", () => {
  expect(widthOf("abc")).toBe(3);
  expect(widthOf("会議")).toBe(4);
  expect(widthOf("e\u0301")).toBe(1);
  expect(truncate("abcdef", 4)).toBe("abc…");
  expect(truncate("会議会議", 5)).toBe("会議…");
});
