import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

interface RunJson {
  readonly id: string;
  readonly outcome: string;
  readonly actor: string;
  readonly reason: string;
  readonly undoneBy: string | null;
}

let terminal: Terminal;
let tenant: Tenant;

async function connect(generation: "1.0" | "2.0"): Promise<void> {
  const words = ["connect", "--name", "lab", "--generation", generation, "--from", "-", "--no-test"];
  await terminal.run(words, { input: JSON.stringify(describeTenant(tenant)) });
}

beforeEach(async () => {
  terminal = await openTerminal();
  tenant = await startTenant({ messagesPerDay: 50, guesses: { policyDelayMinutes: 0 } });
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

const sender = "billing@evil.example";
const url = "https://evil.example/login";

test("a sender is blocked and let through again, and it stands in the runs", async () => {
  await connect("1.0");
  const recipient = `somebody@${tenant.account.domain}`;
  const blocked = await terminal.run(["block", "sender", sender, "--yes", "--reason", "INC-42"]);
  expect(blocked.exitCode).toBe(0);
  expect(tenant.deliver({ sender, recipient }).outcome).toBe("rejected");
  const undo = /postern undo (\S+)/.exec(blocked.stdout)?.[1] ?? "";
  expect(undo).not.toBe("");

  const plan = await terminal.run(["undo", undo, "--plan"]);
  expect(plan.stdout).toContain("policy.blockedsenders.delete-policy");
  expect(tenant.deliver({ sender, recipient }).outcome).toBe("rejected");
  expect((await terminal.run(["undo", undo, "--yes"])).exitCode).toBe(0);
  expect(tenant.deliver({ sender, recipient }).outcome).toBe("accepted");

  const again = await terminal.run(["undo", undo, "--yes"]);
  expect(again.exitCode).toBe(16);
  expect(again.stderr).toContain("not-undoable");

  const { runs } = JSON.parse((await terminal.run(["runs", "--json"])).stdout) as { runs: RunJson[] };
  expect(runs).toHaveLength(2);
  expect(runs[1]).toMatchObject({ id: undo, outcome: "done", reason: "INC-42", undoneBy: runs[0]?.id });
  expect(runs[1]?.actor).toContain("@");
});

test("a URL is taken as the screen shows it, and blocked once", async () => {
  await connect("2.0");
  const words = ["block", "url", "hxxps://evil[.]example/login", "--yes", "--json"];
  const { exitCode, stdout } = await terminal.run(words);
  expect(exitCode).toBe(0);
  const run = JSON.parse(stdout) as RunJson;
  expect(run.outcome).toBe("done");
  expect(tenant.click({ url, recipient: `somebody@${tenant.account.domain}` }).outcome).toBe("blocked");
  const second = await terminal.run(["block", "url", url]);
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toContain("nothing to do");
  expect(second.stdout).not.toContain(url);
  expect(tenant.managedUrls).toHaveLength(1);
});

test("what is no address is refused before anything is called", async () => {
  await connect("2.0");
  const { exitCode, stderr } = await terminal.run(["block", "sender", "not an address", "--yes"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("email address");
  expect(tenant.requests()).toEqual([]);
});

test("neither a plan nor a command that nobody can be asked about changes anything", async () => {
  await connect("2.0");
  const planned = await terminal.run(["block", "sender", sender, "--on", "lab", "--plan"]);
  expect(planned.exitCode).toBe(0);
  expect(planned.stdout).toContain("policy.blockedsenders.create-policy");
  expect(planned.stdout).toContain("nothing was changed");
  const unasked = await terminal.run(["block", "sender", sender]);
  expect(unasked.exitCode).toBe(2);
  expect(unasked.stderr).toContain("--yes");
  expect(tenant.policies.of("blocked-senders").listMade()).toEqual([]);
  expect((await terminal.run(["runs"])).stdout).toContain("No action was run yet");
});

test("the way of blocking a sender follows from the recipient, says why, and can be chosen", async () => {
  await connect("2.0");
  const words = ["block", "sender", sender, "--to", `somebody@${tenant.account.domain}`, "--plan", "--json"];
  const fitting = await terminal.run(words);
  expect(fitting.stdout).toContain("managedsender.permit-or-block-sender");
  expect(fitting.stderr).toContain("touches nobody else");
  const chosen = await terminal.run([...words, "--method", "policy"]);
  expect(chosen.stdout).toContain("policy.blockedsenders.create-policy");
  const wrong = await terminal.run([...words, "--method", "group"]);
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining("leave the recipient out")]);
});
