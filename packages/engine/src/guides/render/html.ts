import type { Disagreement, Guide, Step, Tick } from "../guide.js";
import { style } from "./html-style.js";
import { parseInline, toPlain } from "./inline.js";
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

// The page can't load or send anything, whatever a mail program or browser would allow it.
const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/** One page that needs nothing else: to be sent by mail, read in light or dark, ticked off and printed. */
export function renderGuideHtml(guide: Guide): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Postern">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no, email=no, address=no">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(toPlain(guide.title))}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#steps">To the steps</a>
<header>
<p class="made">A guide made by Postern</p>
<h1>${inline(guide.title)}</h1>
<p>${inline(guide.audience)}</p>
</header>
<main>
${section(headings.notices, `<div class="note">${list("ul", guide.notices.map(inline))}</div>`)}
${section(headings.purposes, renderPurposes(guide))}
${section(headings.prerequisites, boxes(guide.prerequisites.map(inline)))}
<nav aria-labelledby="steps"><h2 id="steps">${headings.steps}</h2>
<ol>${guide.steps.map((step) => `<li><a href="#${anchor(step)}">${inline(step.title)}</a></li>`).join("\n")}</ol></nav>
${guide.steps.map((step, index) => renderStep(guide, step, index)).join("\n")}
${section(headings.afterwards, list("ul", guide.afterwards.map(inline)))}
</main>
<footer><p>${escapeHtml(madeBy)}</p><p>What you tick here is not kept and not sent: print the page, or save it as PDF, to keep it.</p></footer>
</body>
</html>
`;
}

function renderPurposes({ purposes }: Guide): string {
  return list(
    "ul",
    purposes.map(
      (purpose) => `<strong>${escapeHtml(purposeLabel(purpose))}</strong>: ${escapeHtml(purpose.sentence)}`,
    ),
  );
}

function renderStep(guide: Guide, step: Step, index: number): string {
  const { where, wait, instructions, fields, commands, warnings, disagreements, checkedBy } = step;
  const id = anchor(step);
  const parts = [
    `<section class="step" aria-labelledby="${id}">`,
    `<h2 id="${id}">${index + 1}. ${inline(step.title)}</h2>`,
    ...(where.length === 0
      ? []
      : [
          `<p class="where">In the console: ${where.map((part) => `<strong>${escapeHtml(part)}</strong>`).join(" › ")}</p>`,
        ]),
    list("ol", instructions.map(inline)),
    ...(fields.length === 0 ? [] : [renderFields(step)]),
    ...renderTicks(tickHeading(step), step.tick),
    ...renderTicks(considerHeading, step.consider),
    ...(commands.length === 0 ? [] : [`<pre><code>${commands.map(escapeHtml).join("\n")}</code></pre>`]),
    ...(wait === undefined ? [] : [`<p class="wait">${inline(waitSentence(wait, guide))}</p>`]),
    ...(warnings.length === 0
      ? []
      : [`<div class="warn"><h3>Mind</h3>${list("ul", warnings.map(inline))}</div>`]),
    ...disagreements.map(renderDisagreement),
    ...(checkedBy.length === 0 ? [] : [`<p class="checks">${escapeHtml(checkedSentence(step))}</p>`]),
    `<label class="done"><input type="checkbox"> Step ${index + 1} done</label>`,
    "</section>",
  ];
  return parts.join("\n");
}

function renderFields(step: Step): string {
  const rows = step.fields.map(({ label, value, kind, note }) => {
    const shown =
      kind === "exact"
        ? `<code>${escapeHtml(value)}</code>`
        : `<span class="own">${escapeHtml(value)}</span>`;
    const remark = note === undefined ? "" : `<span class="why">${inline(note)}</span>`;
    return `<tr><th scope="row">${escapeHtml(label)}</th><td>${shown}${remark}</td></tr>`;
  });
  return `<table aria-label="${fieldsHeading(step)}: ${escapeHtml(toPlain(step.title))}"><tbody>${rows.join("\n")}</tbody></table>`;
}

function renderTicks(heading: string, ticks: readonly Tick[]): string[] {
  if (ticks.length === 0) return [];
  const items = ticks.map(({ name, why, note }) => {
    const remark = note === undefined ? "" : `. ${inline(note)}`;
    return `<span><code>${escapeHtml(name)}</code><span class="why">${escapeHtml(why)}${remark}</span></span>`;
  });
  return [`<h3>${escapeHtml(heading)}</h3>`, boxes(items)];
}

function renderDisagreement(disagreement: Disagreement): string {
  const { question, sides, recommendation } = disagreement;
  return [
    '<div class="differ">',
    `<h3>Guides differ: ${inline(question)}</h3>`,
    list("ul", sides.map(inline)),
    `<p><strong>Our advice:</strong> ${inline(recommendation)} ${escapeHtml(settledSentence(disagreement))}</p>`,
    "</div>",
  ].join("\n");
}

function section(heading: string, content: string): string {
  return `<section><h2>${escapeHtml(heading)}</h2>\n${content}</section>`;
}

function list(kind: "ul" | "ol", items: readonly string[]): string {
  return `<${kind}>${items.map((item) => `<li>${item}</li>`).join("\n")}</${kind}>`;
}

function boxes(items: readonly string[]): string {
  const rows = items.map((item) => `<li><label><input type="checkbox"><span>${item}</span></label></li>`);
  return `<ul class="boxes">${rows.join("\n")}</ul>`;
}

function anchor({ id }: Step): string {
  return `step-${id.replace(/[^a-z0-9-]/g, "")}`;
}

function inline(sentence: string): string {
  const tags = { plain: null, code: "code", label: "strong" } as const;
  return parseInline(sentence)
    .map(({ kind, text }) => {
      const tag = tags[kind];
      return tag === null ? escapeHtml(text) : `<${tag}>${escapeHtml(text)}</${tag}>`;
    })
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
