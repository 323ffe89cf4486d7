import type { Generation } from "@postern/mimecast/catalogue";
import { actions as allActions, usualActions } from "../actions/registry.js";
import { defaultFeedsOf, findFeed } from "../feeds/index.js";
import { api1 } from "./api-1.0.js";
import { api2 } from "./api-2.0.js";
import type { GuideDeclaration } from "./declaration.js";
import type { Guide, GuideChoices, GuideRequest, Purpose, Step } from "./guide.js";
import { type GuidePlan, planGuide } from "./plan.js";

const declarations: Readonly<Record<Generation, GuideDeclaration>> = { "1.0": api1, "2.0": api2 };

/** The choices that fit most tenants. */
export const defaultChoices: GuideChoices = {
  role: "custom",
  twoStep: "none",
  signIn: "cloud-password",
  msp: false,
  separateActingCredential: false,
  ipRanges: [],
};

/** What a connection does where nothing was chosen, with the choices that fit most. */
export function defaultGuideRequest(generation: Generation): GuideRequest {
  const actions = usualActions
    .filter(({ generations }) => generations.includes(generation))
    .map(({ name }) => name);
  const feeds = defaultFeedsOf(generation).map(({ name }) => name);
  return { generation, feeds, actions, choices: defaultChoices };
}

/**
 * The steps that connect a tenant for exactly what was chosen. Throws `bad-usage` for a name that is none,
 * an address that is none or a choice of nothing, `wrong-generation` for what the generation does not have.
 */
export function buildGuide(request: GuideRequest): Guide {
  const plan = planGuide(request);
  const declaration = declarations[plan.generation];
  return {
    generation: plan.generation,
    title: `Connect ${plan.tenant} to Postern (Mimecast API ${plan.generation})`,
    audience: declaration.audience,
    purposes: listPurposes(plan),
    notices: declaration.notices(plan),
    prerequisites: declaration.prerequisites(plan),
    steps: explainOnce(declaration.steps.flatMap((declare) => declare(plan))),
    afterwards: declaration.afterwards(plan),
  };
}

/** Where a step is done twice, for two credentials, what the guides differ on stands with the first. */
function explainOnce(steps: readonly Step[]): Step[] {
  const explained = new Set<string>();
  return steps.map((step) => {
    const disagreements = step.disagreements.filter(({ question }) => !explained.has(question));
    for (const { question } of disagreements) explained.add(question);
    return { ...step, disagreements };
  });
}

function listPurposes({ feeds, actions }: GuidePlan): Purpose[] {
  return [
    ...feeds.map((name): Purpose => ({ kind: "feed", name, sentence: findFeed(name).sentence })),
    ...allActions
      .filter(({ name }) => actions.includes(name))
      .map(({ name, sentence }): Purpose => ({ kind: "action", name, sentence })),
  ];
}
