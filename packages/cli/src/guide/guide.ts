import { buildGuide, type Engine, type GuideRequest, PosternError } from "@postern/engine";
import { askGeneration } from "../connect/complete.js";
import { readGeneration } from "../connect/gather.js";
import type { Context } from "../program/context.js";
import { dim } from "../screen/text.js";
import { toIso } from "../screen/times.js";
import { parseWhole } from "../values/numbers.js";
import { parsePastTime } from "../values/times.js";
import { askChoices } from "./ask-choices.js";
import { type PageOptions, writePages } from "./pages.js";
import { printGuide } from "./print.js";
import { type GuideOptions, readGuideRequest, toWords } from "./request.js";
import { type Place, walkGuide } from "./walk.js";

export interface GuideFlags extends GuideOptions, PageOptions {
  readonly generation?: string;
  readonly applicationMade?: string;
  readonly step?: string;
}

/** What was followed to its end, and when its application was made. */
export interface GuideFollowed {
  readonly request: GuideRequest;
  readonly madeAt: number | null;
}

/**
 * Prints a guide, writes it as pages, or walks somebody through it. Returns what was followed to the end of its
 * steps, so that the keys can be asked for; null otherwise.
 */
export async function guide(
  context: Context,
  options: GuideFlags,
  actions: Engine["actions"]["list"],
): Promise<GuideFollowed | null> {
  const isPages = options.markdown !== undefined || options.html !== undefined;
  const asks = context.isInteractive && context.out.isTerminal && !isPages;
  const generation = readGeneration(options.generation) ?? (asks ? await askGeneration() : undefined);
  if (generation === undefined) {
    throw new PosternError("bad-usage", "--guide needs --generation: 1.0 or 2.0.");
  }
  const chosen = asks ? await askChoices(options, { generation, actions }) : options;
  const request = readGuideRequest(chosen, generation);
  const built = buildGuide(request);
  if (await writePages(context, built, options)) return null;
  if (!asks) {
    printGuide(context.out, built);
    return null;
  }
  const from = readPlace(context, options, built.steps.length);
  const { isDone, step, madeAt } = await walkGuide(context, { guide: built, from });
  if (isDone) return { request, madeAt };
  tellHowToComeBack(context, request, { step, madeAt });
  return null;
}

function readPlace(context: Context, { step, applicationMade }: GuideFlags, steps: number): Place {
  return {
    step: step === undefined ? 0 : parseWhole(step, { option: "--step", least: 1, most: steps }) - 1,
    madeAt:
      applicationMade === undefined
        ? null
        : parsePastTime(applicationMade, { option: "--application-made", now: context.now() }),
  };
}

function tellHowToComeBack(context: Context, request: GuideRequest, { step, madeAt }: Place): void {
  const words = [
    ...["connect", "--guide", ...toWords(request), "--step", String(step + 1)],
    ...(madeAt === null ? [] : ["--application-made", toIso(madeAt)]),
  ];
  context.err.line();
  context.err.line("Left. Go on where you were with");
  context.err.line("  ", context.propose(words));
  context.err.line(dim("  Nothing was changed by Postern so far."));
}
