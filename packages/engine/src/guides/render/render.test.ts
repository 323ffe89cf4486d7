import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildGuide, defaultChoices, defaultGuideRequest } from "../build.js";
import type { Guide, GuideRequest } from "../guide.js";
import { renderDefaultGuides } from "./defaults.js";
import { renderGuideHtml } from "./html.js";
import { renderGuideMarkdown } from "./markdown.js";
import { renderGuideStep, renderGuideText } from "./text.js";

const hostileName =
  "<script>alert(1)</script>\"' ](https://bad.example) ![x](y) `rm` **b** @all \u001b[2J\u202e # & <!-- -->";

function build(request: Partial<GuideRequest["choices"]> = {}, generation: "1.0" | "2.0" = "1.0"): Guide {
  const choices = { ...defaultChoices, ...request };
  return buildGuide({ ...defaultGuideRequest(generation), choices });
}

const guides: [string, Guide][] = [
  ["1.0", build({ msp: true, separateActingCredential: true, ipRanges: ["192.0.2.7"] })],
  ["2.0", build({ msp: true, separateActingCredential: true, ipRanges: ["192.0.2.7"] }, "2.0")],
];

const renderings = {
  text: (guide: Guide) => renderGuideText(guide, { width: 80 }),
  markdown: renderGuideMarkdown,
  html: renderGuideHtml,
};

/** Text of a page as a reader sees it. */
function readHtml(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

describe("docs/guides", () => {
  const folder = new URL("../../../../../docs/guides/", import.meta.url);

  test("is what the declarations say, and nothing else", () => {
    const pages = renderDefaultGuides();
    expect(readdirSync(fileURLToPath(folder)).sort()).toEqual(Object.keys(pages).sort());
    for (const [name, text] of Object.entries(pages)) {
      expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
    }
  });
});

describe.each(guides)("the guide of API %s, in every rendering,", (_, guide) => {
  test("names every step, permission, product, value and check", () => {
    const seen = {
      text: renderGuideText(guide, { width: 10_000 }),
      markdown: renderGuideMarkdown(guide),
      html: readHtml(renderGuideHtml(guide)),
    };
    for (const rendering of Object.values(seen)) {
      for (const { tick, consider, fields, commands, checkedBy } of guide.steps) {
        const exact = fields.filter(({ kind }) => kind === "exact").map(({ value }) => value);
        const names = [...tick, ...consider].map(({ name }) => name);
        const checks = checkedBy.filter((id) => !/^(permission|product):/.test(id));
        for (const wanted of [...names, ...exact, ...commands, ...checks])
          expect(rendering).toContain(wanted);
      }
    }
  });

  test("says to wait as often as the guide does", () => {
    const waits = guide.steps.filter(({ wait }) => wait !== undefined).length;
    for (const render of Object.values(renderings)) {
      expect(render(guide).match(/Wait at least 30 minutes/g) ?? []).toHaveLength(waits);
    }
  });

  test("is marked as made by Postern, and leaves no mark of ours unread", () => {
    for (const render of [renderings.text, renderings.html]) {
      const rendering = render(guide);
      expect(rendering).toContain("Postern");
      expect(rendering).not.toMatch(/\*\*|`/);
    }
  });
});

describe("a hostile name", () => {
  const guide = build({ tenantName: hostileName });

  test("is text in the page, and nothing else", () => {
    const page = renderGuideHtml(guide);
    expect(page).not.toMatch(/<script|<img|<!-- -->|javascript:/i);
    expect(page).toContain("&lt;script&gt;");
  });

  test("is text in Markdown: no link, picture, code, mention or HTML", () => {
    const [, title = ""] = /^# (.*)$/m.exec(renderGuideMarkdown(guide)) ?? [];
    expect(title).not.toMatch(/(?<!\\)[<>[\]`*]|:\/\/|@/);
  });

  test("moves no cursor, turns no writing round, and adds no line", () => {
    const everything = Object.values(renderings).map((render) => render(guide));
    for (const rendering of everything) {
      expect(rendering.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect(guide.title).not.toContain("\n");
  });

  test("gives a connection name of plain letters", () => {
    const command = guide.steps.at(-1)?.commands[0] ?? "";
    expect(command).toMatch(
      /^postern connect --name [a-z0-9-]+ --generation 1\.0 --feeds \S+ --actions \S+$/,
    );
  });
});

describe("a terminal", () => {
  test.each([60, 80, 120])(
    "gets no line longer than %d columns, but for a command or a single word",
    (width) => {
      for (const [, guide] of guides) {
        for (const line of renderGuideText(guide, { width }).split("\n")) {
          if (line.startsWith("    $ ") || !line.trim().includes(" ")) continue;
          expect(line.length, line).toBeLessThanOrEqual(width);
        }
      }
    },
  );

  test("may have one step at a time", () => {
    const guide = build();
    expect(renderGuideStep(guide, 0, { width: 80 })).toContain("1. Make the API 1.0 application");
    expect(renderGuideStep(guide, 99, { width: 80 })).toBe("");
  });
});

describe("the page", () => {
  const page = renderGuideHtml(build({ ipRanges: ["192.0.2.7"] }));

  test("loads nothing, runs nothing, sends nothing, and may not", () => {
    expect(page).not.toMatch(
      /<(script|img|link|iframe|form|object|embed|video|audio)\b|\son\w+=|url\(|@import/i,
    );
    for (const [, target] of page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) expect(target).toMatch(/^#/);
    expect(page).toContain("default-src 'none'");
  });

  test("has a box for every step, tick and prerequisite, each with its label", () => {
    const guide = build({ ipRanges: ["192.0.2.7"] });
    const ticks = guide.steps.flatMap(({ tick, consider }) => [...tick, ...consider]).length;
    const boxes = page.match(/<label[^>]*><input type="checkbox">/g) ?? [];
    expect(boxes).toHaveLength(guide.steps.length + ticks + guide.prerequisites.length);
    expect(page.match(/<input/g)).toHaveLength(boxes.length);
  });

  test("can be read by everybody: language, one title, headings in order, ids once, light and dark, print", () => {
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).toContain("@media print");
  });

  test("closes every element it opens", () => {
    const open: string[] = [];
    const isVoid = /^(meta|input)$/;
    for (const [, slash, name = ""] of page
      .replace(/<style>[\s\S]*?<\/style>/, "")
      .matchAll(/<(\/?)([a-z]\w*)/g)) {
      if (slash === "/") expect(open.pop()).toBe(name);
      else if (!isVoid.test(name)) open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe("secrets", () => {
  test("never reach a rendering, even when somebody hands them in with the request", () => {
    const planted = "canary-Zm9vYmFyYmF6cXV4";
    const request = {
      ...defaultGuideRequest("2.0"),
      clientSecret: planted,
      choices: { ...defaultChoices, secretKey: planted },
    };
    const guide = buildGuide(request);
    for (const render of Object.values(renderings)) expect(render(guide)).not.toContain(planted);
    expect(JSON.stringify(guide)).not.toContain(planted);
  });
});
