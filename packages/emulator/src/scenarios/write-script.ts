import { minuteMs } from "../clock/spans.js";
import type { AuditNote } from "../logs/audit-note.js";
import {
  exportMailbox,
  type RiskyAct,
  raisePermission,
  signInStrangely,
  strangeAddresses,
  weakenings,
  weakenPolicy,
} from "../logs/risky-acts.js";
import { type Company, findPerson, type Person } from "../traffic/company.js";
import { at, mix, Random } from "../traffic/random.js";
import { clicksOf, visit } from "../traffic/wave-clicks.js";
import { chooseVictims, sendWave, type Wave } from "../traffic/waves.js";
import { lures } from "../traffic/words.js";
import { type Happening, type Scenario, ScenarioError, type WhoIs } from "./scenario.js";
import { nameLookAlike, type Scene } from "./scene.js";
import type { Script } from "./script.js";
import { takeOver } from "./take-over.js";

const usualFaultMs = 10 * minuteMs;

type Part = Partial<Script>;
type Of<Kind extends Happening["happens"]> = Extract<Happening, { readonly happens: Kind }>;

/**
 * Writes a timeline out for a company, a pure function of its arguments; `start` is in milliseconds since 1970. Throws
 * ScenarioError where it names somebody who isn't there.
 */
export function writeScript(
  { background, timeline = [] }: Pick<Scenario, "background" | "timeline">,
  stage: { readonly company: Company; readonly seed: number; readonly start: number },
): Script {
  const { company, seed, start } = stage;
  const parts = timeline.map((happening, index) => {
    const random = new Random(mix(seed ^ 0x5c21, index, 0x9e7));
    try {
      return act(happening, { company, seed, time: start + happening.at, random });
    } catch (error) {
      if (error instanceof ScenarioError) throw new ScenarioError(`timeline[${index}]: ${error.message}`);
      throw error;
    }
  });
  return {
    isCalm: background === "calm",
    waves: parts.flatMap(({ waves = [] }) => waves),
    messages: parts.flatMap(({ messages = [] }) => messages),
    clicks: parts.flatMap(({ clicks = [] }) => clicks),
    notes: parts.flatMap(({ notes = [] }) => notes),
    faults: parts.flatMap(({ faults = [] }) => faults),
  };
}

function act(happening: Happening, scene: Scene): Part {
  switch (happening.happens) {
    case "campaign":
      return runCampaign(happening, scene);
    case "takeover": {
      const { person = 7, ...rest } = happening;
      return takeOver(whoIs(scene.company, person), { ...scene, ...rest });
    }
    case "admin-act":
      return { notes: administrate(happening, scene) };
    case "fault": {
      const { fault, lasts = usualFaultMs } = happening;
      return { faults: [{ ...fault, from: scene.time, until: scene.time + lasts }] };
    }
  }
}

function runCampaign(happening: Of<"campaign">, scene: Scene): Part {
  const { company, seed, time, random } = scene;
  const { waves: delays = [0], recipients = 10, clickers = 0.5 } = happening;
  const lure = lures.find(({ part }) => part === happening.lure) ?? random.pick(lures);
  const senderDomain = nameLookAlike(company, { part: lure.part, random });
  const waves = delays.map((delay, index): Wave => {
    const victims = chooseRecipients(company, { recipients, isFirst: index === 0, random });
    const plan = {
      campaign: senderDomain,
      number: index + 1,
      sender: `${index === 0 ? "noreply" : `notice-${index}`}@${senderDomain}`,
      senderDomain,
      url: `https://login.${senderDomain}${lure.path}?id=${random.between(1000, 9999)}`,
      subject: index === 0 ? lure.subject : `Reminder: ${lure.subject}`,
      startedAt: time + delay,
      victims,
    };
    return sendWave(company, { plan, random, seed });
  });
  const messages = waves.flatMap((wave) => wave.messages);
  const [first, ...others] = messages;
  // Whatever chance says of the others, somebody clicks, and it is told in every feed.
  const certain =
    first === undefined || clickers === 0
      ? []
      : [
          visit(company, {
            message: first,
            time: first.time + 6 * minuteMs,
            place: "office",
            reaction: "went-on",
          }),
        ];
  return { waves, messages, clicks: [...certain, ...clicksOf(company, others, { random, share: clickers })] };
}

function chooseRecipients(
  company: Company,
  wave: {
    readonly recipients: number | readonly WhoIs[];
    readonly isFirst: boolean;
    readonly random: Random;
  },
): readonly Person[] {
  const { recipients, isFirst, random } = wave;
  if (typeof recipients !== "number") return recipients.map((who) => whoIs(company, who));
  const count = isFirst ? recipients : Math.ceil(recipients / 2);
  return chooseVictims(company.people, { random, count });
}

function whoIs(company: Company, who: WhoIs): Person {
  const found = typeof who === "number" ? company.people[who] : findPerson(company, who);
  if (found !== undefined) return found;
  throw new ScenarioError(
    typeof who === "number"
      ? `there is nobody with the number ${who}: ${company.name} has ${company.people.length} people`
      : `nobody at ${company.name} has the address ${who}`,
  );
}

function administrate(happening: Of<"admin-act">, { company, time }: Scene): AuditNote[] {
  const { by = 0, whom = 8, fromOutside = false } = happening;
  const person = whoIs(company, by);
  const isStrange = fromOutside || happening.act === "strange-log-on";
  const address = isStrange ? at(strangeAddresses, 0) : person.devices.office.address;
  const risky: RiskyAct = { time, person, address };
  switch (happening.act) {
    case "strange-log-on":
      return signInStrangely(risky);
    case "raise-permission":
      return [raisePermission(risky, whoIs(company, whom).address)];
    case "weaken-policy":
      return [weakenPolicy(risky, at(weakenings, 1))];
    case "export-mailbox":
      return [exportMailbox(risky, whoIs(company, whom).address)];
  }
}
