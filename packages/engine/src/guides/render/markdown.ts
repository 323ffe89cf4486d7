import type { Disagreement, Field, Guide, Step, Tick } from "../guide.js";
import { parseInline, toPlain } from "./inline.js";
import {
  checkedSentence,
  considerHeading,
  headings,
  madeBy,
  purposeLabel,
  settledSentence,
  tickHeading,
  waitSentence,
} from "./words.js";

/** The guide as Markdown, with boxes to tick where the reader's program knows them. */
export function renderGuideMarkdown(guide: Guide): string {
  const blocks = [
    `# ${inline(guide.title)}`,
    inline(guide.audience),
    `## ${headings.purposes}`,
    list(
      guide.purposes.map(
        (purpose) => `**${escapeMarkdown(purposeLabel(purpose))}**: ${escapeMarkdown(purpose.sentence)}`,
      ),
    ),
    `## ${headings.notices}`,
    list(guide.notices.map(inline)),
    `## ${headings.prerequisites}`,
    list(guide.prerequisites.map((text) => `[ ] ${inline(text)}`)),
    ...guide.steps.flatMap((step, index) => renderStep(guide, step, index)),
    `## ${headings.afterwards}`,
    list(guide.afterwards.map(inline)),
    `*${escapeMarkdown(madeBy)}*`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderStep(guide: Guide, step: Step, index: number): string[] {
  const { where, wait, instructions, fields, commands, warnings, disagreements, checkedBy } = step;
  return [
    `## ${index + 1}. ${inline(step.title)}`,
    ...(where.length === 0
      ? []
      : [`In the console: ${where.map((part) => `**${escapeMarkdown(part)}**`).join(" → ")}`]),
    instructions.map((text, at) => `${at + 1}. ${inline(text)}`).join("\n"),
    ...(fields.length === 0 ? [] : [list(fields.map(renderField))]),
    ...renderTicks(`${tickHeading(step)}:`, step.tick),
    ...renderTicks(`${considerHeading}:`, step.consider),
    ...(commands.length === 0 ? [] : [["```sh", ...commands, "```"].join("\n")]),
    ...(wait === undefined ? [] : [`> ${inline(waitSentence(wait, guide))}`]),
    ...(warnings.length === 0 ? [] : [["**Mind:**", "", list(warnings.map(inline))].join("\n")]),
    ...disagreements.map(renderDisagreement),
    ...(checkedBy.length === 0 ? [] : [`*${escapeMarkdown(checkedSentence(step))}*`]),
  ];
}

function renderField({ label, value, kind, note }: Field): string {
  const shown = kind === "exact" ? code(value) : `*${escapeMarkdown(value)}*`;
  return `${escapeMarkdown(label)}: ${shown}${note === undefined ? "" : ` (${inline(note)})`}`;
}

function renderTicks(heading: string, ticks: readonly Tick[]): string[] {
  if (ticks.length === 0) return [];
  const rows = ticks.map(
    ({ name, why, note }) =>
      `[ ] ${code(name)}: ${escapeMarkdown(why)}${note === undefined ? "" : `. ${inline(note)}`}`,
  );
  return [heading, list(rows)];
}

function renderDisagreement(disagreement: Disagreement): string {
  const { question, sides, recommendation } = disagreement;
  return [
    `**Guides differ: ${escapeMarkdown(toPlain(question))}**`,
    "",
    list(sides.map(inline)),
    "",
    `Our advice: ${inline(recommendation)} ${escapeMarkdown(settledSentence(disagreement))}`,
  ].join("\n");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function inline(sentence: string): string {
  return parseInline(sentence)
    .map(({ kind, text }) =>
      kind === "code" ? code(text) : kind === "label" ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text),
    )
    .join("");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** Nothing in a text may become markup, nor a link: an address that some viewers would link gets its dots held. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>~#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/:\/\//g, ":&#47;&#47;")
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}&#46;`)
    .replace(/@/g, "&#64;");
}
