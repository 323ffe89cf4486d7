import type { Disagreement, Guide, Step, Tick } from "../guide.js";
import { toPlain } from "./inline.js";
import {
  checkedSentence,
  considerHeading,
  fieldsHeading,
  headings,
  madeBy,
  purposeLabel,
  settledSentence,
  tickHeading,
  waitSentence,
} from "./words.js";
import { wrap } from "./wrap.js";

const leastWidth = 40;

/** The guide for a terminal: no colour, and no clock, which is the caller's. */
export function renderGuideText(guide: Guide, { width }: { width: number }): string {
  const write = makeWriter(Math.max(width, leastWidth));
  return [
    write.heading(guide.title, "="),
    write.paragraph(guide.audience),
    write.section(
      headings.purposes,
      guide.purposes.map((purpose) => `${purposeLabel(purpose)}: ${purpose.sentence}`),
    ),
    write.section(headings.notices, guide.notices),
    write.section(headings.prerequisites, guide.prerequisites, "[ ] "),
    ...guide.steps.map((_, index) => renderGuideStep(guide, index, { width })),
    write.section(headings.afterwards, guide.afterwards),
    write.paragraph(madeBy),
    "",
  ].join("\n\n");
}

/** One step, so that a program can walk through the guide and wait where it must. */
export function renderGuideStep(guide: Guide, index: number, { width }: { width: number }): string {
  const step = guide.steps[index];
  if (step === undefined) return "";
  const write = makeWriter(Math.max(width, leastWidth));
  const { where, wait, instructions, commands, warnings, disagreements, checkedBy } = step;
  return [
    write.heading(`${index + 1}. ${step.title}`, "-"),
    ...(where.length === 0 ? [] : [write.paragraph(`In the console: ${where.join(" > ")}`)]),
    instructions.map((text, at) => write.item(text, `${at + 1}) `)).join("\n"),
    ...writeFields(write, step),
    ...writeTicks(write, tickHeading(step), step.tick),
    ...writeTicks(write, considerHeading, step.consider),
    ...(commands.length === 0 ? [] : [commands.map((command) => `    $ ${command}`).join("\n")]),
    ...(wait === undefined ? [] : [write.item(waitSentence(wait, guide), "~ ")]),
    ...(warnings.length === 0 ? [] : [warnings.map((text) => write.item(text, "! ")).join("\n")]),
    ...disagreements.map((disagreement) => writeDisagreement(write, disagreement)),
    ...(checkedBy.length === 0 ? [] : [write.paragraph(checkedSentence(step))]),
  ].join("\n\n");
}

type Writer = ReturnType<typeof makeWriter>;

function makeWriter(width: number) {
  const item = (text: string, mark: string, indent = "  ") =>
    wrap(toPlain(text), { width, first: indent + mark, rest: indent + " ".repeat(mark.length) });
  const paragraph = (text: string) => wrap(toPlain(text), { width, first: "", rest: "" });
  const heading = (text: string, line: "=" | "-") => {
    const title = paragraph(text);
    const longest = Math.max(...title.split("\n").map((part) => part.length));
    return `${title}\n${line.repeat(Math.min(longest, width))}`;
  };
  const section = (title: string, texts: readonly string[], mark = "- ") =>
    [heading(title, "-"), ...texts.map((text) => item(text, mark))].join("\n");
  return { item, paragraph, heading, section };
}

function writeFields(write: Writer, step: Step): string[] {
  const { fields } = step;
  if (fields.length === 0) return [];
  const lines = fields.map(({ label, value, kind, note }) => {
    const shown = kind === "exact" ? value : `<${value}>`;
    return write.item(`${label}: ${shown}${note === undefined ? "" : `  (${note})`}`, "- ", "    ");
  });
  return [[`  ${fieldsHeading(step)}:`, ...lines].join("\n")];
}

function writeTicks(write: Writer, heading: string, ticks: readonly Tick[]): string[] {
  if (ticks.length === 0) return [];
  const lines = ticks.map(({ name, why, note }) =>
    write.item(`${name}  (${why})${note === undefined ? "" : ` ${note}`}`, "[ ] ", "    "),
  );
  return [[`  ${heading}:`, ...lines].join("\n")];
}

function writeDisagreement(write: Writer, disagreement: Disagreement): string {
  const { question, sides, recommendation } = disagreement;
  return [
    write.item(`Guides differ: ${question}`, ""),
    ...sides.map((side) => write.item(side, "- ", "    ")),
    write.item(`Our advice: ${recommendation} ${settledSentence(disagreement)}`, "", "    "),
  ].join("\n");
}
