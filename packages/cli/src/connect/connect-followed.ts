import { type Engine, PosternError } from "@postern/engine";
import { askSecrets } from "../credentials/ask-secrets.js";
import { toSecrets } from "../credentials/fields.js";
import { gatherSecrets } from "../credentials/sources.js";
import type { GuideFollowed } from "../guide/guide.js";
import type { Context } from "../program/context.js";
import { askText, askYesOrNo } from "../prompts/ask.js";
import { dim } from "../screen/text.js";
import { toIso } from "../screen/times.js";
import { type MakeOptions, makeConnection } from "./make.js";

/** After the last step of a guide: asks for the keys that were made, and connects for what the guide was made for. */
export async function connectFollowed(
  context: Context,
  engine: Engine,
  { followed, options }: { readonly followed: GuideFollowed; readonly options: MakeOptions },
): Promise<void> {
  const { request, madeAt } = followed;
  const { generation, feeds, actions, choices } = request;
  if (!(await askYesOrNo("Give the keys to Postern now?"))) {
    const words = ["connect", "--generation", generation, "--feeds", feeds.join(",")];
    context.err.line(dim("Later:  "), context.propose([...words, "--actions", actions.join(",")]));
    return;
  }
  const name =
    options.name ?? (await askText("Name of the connection", { placeholder: "eu-prod", check: needed }));
  const isSeparate = choices.separateActingCredential && feeds.length > 0 && actions.length > 0;
  const acting = isSeparate ? await askActing(context, engine, { name, generation }) : null;
  try {
    await makeConnection(context, engine, {
      ...options,
      name,
      generation,
      feeds,
      actions,
      ignoresEnvironment: true,
      ...(acting === null ? {} : { actingCredential: acting }),
      ...(madeAt === null ? {} : { applicationMade: toIso(madeAt) }),
    });
  } catch (thrown) {
    if (acting !== null && !(await exists(engine, name))) await engine.credentials.remove(acting);
    throw thrown;
  }
}

async function exists(engine: Engine, name: string): Promise<boolean> {
  return (await engine.connections.list()).some((connection) => connection.name === name);
}

const needed = (value: string) => (value === "" ? "A value is needed." : undefined);

/** The second set of keys, stored under a name of its own. */
async function askActing(
  context: Context,
  engine: Engine,
  { name, generation }: { name: string; generation: "1.0" | "2.0" },
): Promise<string> {
  const acting = `${name}-acting`;
  if (await exists(engine, name)) {
    throw new PosternError("connection-exists", `There is a connection "${name}" already.`);
  }
  const given = await gatherSecrets(context, {}, { usesEnvironment: false });
  const values = await askSecrets(context.err, { given, kind: generation, purpose: " of “Postern acting”" });
  await engine.credentials.add({ name: acting, secrets: toSecrets(generation, values) });
  return acting;
}
