import { PassThrough } from "node:stream";
import { buildGuide, defaultGuideRequest } from "@postern/engine";
import { describe, expect, test } from "vitest";
import { openCapture, openContext } from "../program/capture.suite.js";
import { formatCountDown } from "../prompts/count-down.js";
import { guide } from "./guide.js";
import { readGuideRequest, toWords } from "./request.js";
import { walkGuide } from "./walk.js";

const minuteMs = 60_000;
const start = Date.UTC(2026, 0, 5, 12);

/** A terminal on which somebody presses Enter whenever they are asked. */
function openTerminal(answer: (asked: number) => string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = openCapture({ isTTY: true, columns: 100 });
  const errors = openCapture({ isTTY: true, columns: 100 });
  let now = start;
  const opened = openContext({
    input,
    output: output.stream,
    errors: errors.stream,
    now: () => now,
    environment: { NO_COLOR: "1" },
  });
  let asked = 0;
  // The reader listens from the moment on it is asked.
  input.on("newListener", (event) => {
    if (event !== "data") return;
    setTimeout(() => input.write(answer(asked++)), 5);
  });
  return {
    context: opened.context,
    out: output.text,
    err: errors.text,
    pass: (minutes: number) => {
      now += minutes * minuteMs;
    },
  };
}

const guide1 = buildGuide(defaultGuideRequest("1.0"));
const keysAt = guide1.steps.findIndex(({ id }) => id === "keys");

describe("walking through a guide", () => {
  test("goes step by step to the end, and remembers when the application was made", async () => {
    const terminal = openTerminal(() => "\n");
    const end = await walkGuide(terminal.context, { guide: guide1, from: { step: 0, madeAt: null } });
    expect(end).toEqual({ isDone: true, step: guide1.steps.length, madeAt: start });
    const told = terminal.out();
    const titles = guide1.steps.map(({ title }, index) => told.indexOf(`${index + 1}. ${title}`));
    expect(titles).toEqual(titles.toSorted((one, other) => one - other));
    expect(Math.min(...titles)).toBeGreaterThan(told.indexOf("What you need"));
    expect(told.indexOf("Afterwards")).toBeGreaterThan(Math.max(...titles));
    expect(terminal.err()).toContain("30:00  until the keys can be made");
    expect(terminal.err()).toContain(`step ${keysAt + 1} in 30:00`);
  });

  test("can be left before the keys, and gone on with when the half hour is over", async () => {
    const begin = openTerminal((asked) => (asked === 1 ? "q\n" : "\n"));
    const left = await walkGuide(begin.context, {
      guide: guide1,
      from: { step: keysAt - 1, madeAt: start - 10 * minuteMs },
    });
    expect(left).toEqual({ isDone: false, step: keysAt, madeAt: start - 10 * minuteMs });
    expect(begin.err()).toContain("20:00");
    expect(begin.out()).not.toContain(`${keysAt + 1}. `);

    const again = openTerminal(() => "\n");
    again.pass(20);
    expect((await walkGuide(again.context, { guide: guide1, from: left })).isDone).toBe(true);
    expect(again.err()).not.toContain("until the keys");
    expect(again.out()).toContain(`${keysAt + 1}. `);
  });

  test("tells how to come back to where it was left", async () => {
    const terminal = openTerminal((asked) => (asked === 2 ? "q\n" : "\n"));
    const options = {
      generation: "1.0",
      feeds: ["siem-1.0"],
      actions: [],
      signIn: "saml",
      twoStep: "none",
    } as const;
    expect(await guide(terminal.context, options, [])).toBeNull();
    expect(terminal.err()).toContain(
      "postern connect --guide --generation 1.0 --feeds siem-1.0 --actions '' --sign-in saml --step 2 " +
        "--application-made 2026-01-05T12:00:00.000Z",
    );
  });
});

describe("a guide as it is asked for", () => {
  test("has every feed and action where none is named", () => {
    expect(readGuideRequest({}, "2.0")).toEqual(defaultGuideRequest("2.0"));
  });

  test("is asked for again by its words", () => {
    const request = readGuideRequest(
      {
        name: "eu-prod",
        feeds: ["ttp-url"],
        actions: ["block-url"],
        role: "basic-administrator",
        twoStep: "sms-or-email",
        msp: true,
        separateActing: true,
        ourAddress: ["192.0.2.7", "2001:db8::/64"],
      },
      "1.0",
    );
    expect(toWords(request)).toEqual([
      ...["--generation", "1.0", "--feeds", "ttp-url", "--actions", "block-url", "--name", "eu-prod"],
      ...["--role", "basic-administrator", "--two-step", "sms-or-email", "--msp", "--separate-acting"],
      ...["--our-address", "192.0.2.7", "--our-address", "2001:db8::/64"],
    ]);
  });

  test.each([
    [{ role: "god" }, "custom, basic-administrator"],
    [{ twoStep: "sms" }, "sms-or-email"],
    [{ signIn: "x" }, "saml"],
  ])("refuses a choice that is none: %o", (options, told) => {
    expect(() => readGuideRequest(options, "1.0")).toThrow(told);
  });

  test("needs its generation where nobody can be asked", async () => {
    await expect(guide(openContext().context, {}, [])).rejects.toThrow("--generation");
  });
});

test("a countdown reads like a clock", () => {
  expect(formatCountDown(30 * minuteMs)).toBe("30:00");
  expect(formatCountDown(61_001)).toBe("1:02");
  expect(formatCountDown(-5)).toBe("0:00");
});
