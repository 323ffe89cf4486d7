import { type Engine, PosternError } from "@postern/engine";
import type { Command } from "commander";
import { connectFollowed } from "../connect/connect-followed.js";
import { type MakeOptions, makeConnection } from "../connect/make.js";
import { updateConnection } from "../connect/update.js";
import { type GuideFlags, guide } from "../guide/guide.js";
import { roles, signIns, twoSteps } from "../guide/request.js";
import type { Context } from "../program/context.js";
import { pickConnection, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { collectList } from "../values/lists.js";

interface ConnectFlags extends MakeOptions, GuideFlags {
  readonly guide?: boolean;
  /** true: of the only connection there is. */
  readonly update?: string | true;
}

export function declareConnect(program: Command, context: Context): void {
  const command = program
    .command("connect")
    .summary("connect a tenant, with a guide if you like; replace its secrets")
    .description(
      "Connect a tenant. On a terminal what is missing is asked for. Secrets come from the prompt, from the " +
        "environment (POSTERN_MIMECAST_APPLICATION_ID, _APPLICATION_KEY, _ACCESS_KEY, _SECRET_KEY, _CLIENT_ID, " +
        "_CLIENT_SECRET), from --from or from --secret-command; never from arguments. Afterwards every chosen feed " +
        "and action is probed; the exit code is that of the worst answer.",
    )
    .option("--name <name>", "what to call the connection")
    .option("--generation <generation>", "1.0 (HMAC keys) or 2.0 (OAuth client)")
    .option("--region <id>", "where the account lives: eu, de, us, …; for 2.0 global, us or uk")
    .option("--base-url <url>", "another host than those of --region")
    .option("--feeds <feeds>", "feeds to collect: a,b (default: all)", collectList)
    .option(
      "--actions <actions>",
      "actions that may be run: a,b, usual or all (default: usual, those that block)",
      collectList,
    )
    .option("--lookback <duration>", "how far back the first read reaches (default: 1h)")
    .option("--retention <days>", "how far back the tenant's API reaches, in days; none: however old")
    .option("--application-made <when>", "when the API 1.0 application was made: 10m ago, or an ISO time")
    .option("--no-test", "don't probe feeds and actions")
    .option("--json", "connection and checks as one JSON object");
  declareCredentialOptions(command);
  declareNetworkOptions(command);
  declareGuideOptions(command);
  command.action((options: ConnectFlags) => connect(context, options));
  addExamples(command, [
    ["postern connect", "asks for everything"],
    ["postern connect --guide", "leads through the console step by step, then asks for the keys"],
    [
      "postern connect --guide --generation 2.0 --html guide.html",
      "for the person who administers the tenant",
    ],
    ["postern connect --name eu-prod --generation 2.0 --feeds ttp-url", "secrets from the environment"],
    ["postern connect --name lab --generation 1.0 --from tenant.json", "all from a file"],
    ["op read op://soc/mimecast | postern connect --name eu --from -", "from a secret manager"],
    ["postern connect --update eu-prod", "new secrets, tried before the old ones go"],
  ]);
}

function declareCredentialOptions(command: Command): void {
  command
    .optionsGroup("Credentials:")
    .option("--from <file>", "JSON as `postern emulator --json` prints it; - reads standard input")
    .option("--secret-command <command>", "a command that prints such JSON: of a secret manager")
    .option("--credential <name>", "use a credential that is stored already")
    .option("--acting-credential <name>", "another credential for actions (least privilege)")
    .option("--no-acting-credential", "act with the one that reads")
    .option("--expires <when>", "when the keys stop working: 2027-01-31, 90d")
    .option("--rotate-every <days>", "be reminded to replace the secrets")
    .option("--update [name]", "replace the secrets of a connection or a credential, or change its settings")
    .option("--force", "take secrets that look swapped, or that the tenant refuses")
    .option(...reasonOption);
}

function declareNetworkOptions(command: Command): void {
  command
    .optionsGroup("Network:")
    .option("--proxy <url>", "http://proxy.example:3128, without user name and password")
    .option("--no-proxy", "go directly")
    .option("--proxy-credential <name>", "user name and password of the proxy: postern credentials add")
    .option("--no-proxy-credential", "the proxy asks for none")
    .option("--ca <file>", "PEM of a CA to trust as well: that of a proxy that inspects traffic")
    .option("--no-ca", "trust this machine's CAs alone")
    .option("--ipv4", "IPv4 only")
    .option("--ipv6", "IPv6 only; with --ipv4: either")
    .option("--verify", "check certificates (default)")
    .option("--no-verify", "don't check certificates: only for a lab");
}

function declareGuideOptions(command: Command): void {
  command
    .optionsGroup("Guide:")
    .option("--guide", "what to do in Mimecast's console, step by step, for exactly what was chosen")
    .option("--markdown <file>", "write it as Markdown, to send on; - prints it")
    .option("--html <file>", "write it as a page, to send on; - prints it")
    .option("--role <kind>", roles.join(" or "))
    .option("--two-step <kind>", `second factor of the service account: ${twoSteps.join(", ")}`)
    .option("--sign-in <kind>", `how accounts sign in: ${signIns.join(", ")}`)
    .option("--msp", "you administer the tenant for a client")
    .option("--separate-acting", "two applications: one reads, one acts")
    .option("--our-address <cidr>", "an address Postern calls from; may be repeated, or a,b", collectList)
    .option("--step <number>", "go on at this step");
}

async function connect(context: Context, options: ConnectFlags): Promise<void> {
  if (options.guide !== true && (options.markdown !== undefined || options.html !== undefined)) {
    throw new PosternError("bad-usage", "--markdown and --html write a guide: add --guide.");
  }
  await withEngine(context, async (engine) => {
    if (options.update !== undefined) {
      const name = options.update === true ? (await pickConnection(engine, undefined)).name : options.update;
      await updateConnection(context, engine, { name, options });
    } else if (options.guide) await followGuide(context, engine, options);
    else await makeConnection(context, engine, options);
  });
}

async function followGuide(context: Context, engine: Engine, options: ConnectFlags): Promise<void> {
  const followed = await guide(context, options, engine.actions.list);
  if (followed !== null) await connectFollowed(context, engine, { followed, options });
}
