import { defaultChoices, defaultGuideRequest, type GuideRequest, PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";

/** How a guide is tailored, as it is typed. */
export interface GuideOptions {
  readonly name?: string;
  readonly feeds?: readonly string[];
  readonly actions?: readonly string[];
  readonly role?: string;
  readonly twoStep?: string;
  readonly signIn?: string;
  readonly msp?: boolean;
  readonly separateActing?: boolean;
  readonly ourAddress?: readonly string[];
}

type Choices = GuideRequest["choices"];

export const roles: readonly Choices["role"][] = ["custom", "basic-administrator"];
export const twoSteps: readonly Choices["twoStep"][] = ["none", "sms-or-email", "third-party"];
export const signIns: readonly Choices["signIn"][] = ["cloud-password", "directory-password", "saml"];

/** What was not chosen is what fits most tenants. Throws `bad-usage`. */
export function readGuideRequest(options: GuideOptions, generation: Generation): GuideRequest {
  const { name, feeds, actions, msp, separateActing, ourAddress } = options;
  const all = defaultGuideRequest(generation);
  return {
    generation,
    feeds: feeds ?? all.feeds,
    actions: actions ?? all.actions,
    choices: {
      role: readChoice(options.role, { option: "--role", among: roles }) ?? defaultChoices.role,
      twoStep:
        readChoice(options.twoStep, { option: "--two-step", among: twoSteps }) ?? defaultChoices.twoStep,
      signIn: readChoice(options.signIn, { option: "--sign-in", among: signIns }) ?? defaultChoices.signIn,
      msp: msp ?? defaultChoices.msp,
      separateActingCredential: separateActing ?? defaultChoices.separateActingCredential,
      ipRanges: ourAddress ?? defaultChoices.ipRanges,
      ...(name === undefined ? {} : { tenantName: name }),
    },
  };
}

/** The words that ask for the same guide again. */
export function toWords({ generation, feeds, actions, choices }: GuideRequest): string[] {
  const { role, twoStep, signIn, msp, separateActingCredential, ipRanges, tenantName } = choices;
  const unless = (option: string, value: string, usual: string) => (value === usual ? [] : [option, value]);
  return [
    ...["--generation", generation, "--feeds", feeds.join(","), "--actions", actions.join(",")],
    ...(tenantName === undefined ? [] : ["--name", tenantName]),
    ...unless("--role", role, defaultChoices.role),
    ...unless("--two-step", twoStep, defaultChoices.twoStep),
    ...unless("--sign-in", signIn, defaultChoices.signIn),
    ...(msp ? ["--msp"] : []),
    ...(separateActingCredential ? ["--separate-acting"] : []),
    ...ipRanges.flatMap((range) => ["--our-address", range]),
  ];
}

function readChoice<Choice extends string>(
  text: string | undefined,
  { option, among }: { option: string; among: readonly Choice[] },
): Choice | undefined {
  if (text === undefined) return undefined;
  const choice = among.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new PosternError("bad-usage", `${option}: "${text}" is none of ${among.join(", ")}.`);
}
