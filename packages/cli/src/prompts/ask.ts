import { PosternError } from "@postern/engine/errors";

// Questions go to stderr: stdout is for what was asked for. The prompts are loaded when somebody is asked.
const output = process.stderr;

export async function askYesOrNo(question: string): Promise<boolean> {
  const { confirm } = await import("@clack/prompts");
  return unlessCancelled(await confirm({ message: question, initialValue: false, output }));
}

export async function askText(
  question: string,
  options: {
    readonly placeholder?: string;
    readonly initialValue?: string;
    readonly check?: (value: string) => string | undefined;
  } = {},
): Promise<string> {
  const { text } = await import("@clack/prompts");
  const { check, ...shown } = options;
  const answer = await text({
    message: question,
    output,
    ...shown,
    ...(check === undefined ? {} : { validate: (value: string | undefined) => check((value ?? "").trim()) }),
  });
  return (unlessCancelled(answer) ?? "").trim();
}

/** What is typed is not shown. */
export async function askSecret(question: string): Promise<string> {
  const { password } = await import("@clack/prompts");
  const answer = await password({
    message: question,
    output,
    validate: (value) => ((value ?? "").trim() === "" ? "A value is needed." : undefined),
  });
  return unlessCancelled(answer).trim();
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

export async function askOne<Value extends string>(
  question: string,
  choices: readonly Choice<Value>[],
): Promise<Value> {
  const { select } = await import("@clack/prompts");
  const options = choices.map((choice) => ({ ...choice }));
  const answer = await select<string>({ message: question, options, output });
  return findChoice(choices, unlessCancelled(answer));
}

/** `ticked`: what is chosen unless somebody unticks it. */
export async function askSeveral(
  question: string,
  choices: readonly Choice<string>[],
  ticked: readonly string[] = choices.map((choice) => choice.value),
): Promise<string[]> {
  const { multiselect } = await import("@clack/prompts");
  const answer = await multiselect<string>({
    message: question,
    options: choices.map((choice) => ({ ...choice })),
    initialValues: [...ticked],
    required: false,
    output,
  });
  return unlessCancelled(answer);
}

function findChoice<Value extends string>(choices: readonly Choice<Value>[], answer: string): Value {
  const choice = choices.find((candidate) => candidate.value === answer);
  if (choice === undefined) throw new PosternError("internal", `No choice is called ${answer}.`);
  return choice.value;
}

function unlessCancelled<Answer>(answer: Answer | symbol): Exclude<Answer, symbol> {
  if (isAnswer(answer)) return answer;
  throw new PosternError("interrupted", "Stopped.");
}

function isAnswer<Answer>(answer: Answer | symbol): answer is Exclude<Answer, symbol> {
  return typeof answer !== "symbol";
}
