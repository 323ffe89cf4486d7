import { type Generation, operations } from "@postern/mimecast/catalogue";
import { createClock } from "../clock/clock.js";
import type { Call } from "../handlers/handler.js";
import { handlers } from "../handlers/index.js";
import type { Emulation } from "../tenant/emulation.js";
import { readSettings } from "../tenant/settings.js";
import { buildWorld } from "../tenant/world/world.js";
import { Refusal } from "../wire/answer.js";
import { readCall } from "../wire/arrival.js";
import { listRoutes, type Route } from "../wire/routes.js";
import { noon } from "./client.js";

/** An operation of a generation, and the fields its handler was seen to look for. */
export interface HostileTarget {
  readonly route: Route;
  readonly generation: Generation;
  readonly fields: readonly string[];
  readonly queryFields: readonly string[];
  /** What it threw that is no refusal. */
  readonly bugs: readonly string[];
}

/** All handled operations that want keys. */
export function listTargets(): { readonly generation: Generation; readonly route: Route }[] {
  const generations: readonly Generation[] = ["1.0", "2.0"];
  return generations.flatMap((generation) =>
    listRoutes(generation)
      .filter(({ name, traits }) => name in handlers && traits.authentication === "signature-or-token")
      .map((route) => ({ generation, route })),
  );
}

/**
 * Watches which fields each handler reads, by handing it bodies that note what they are asked for and answer each
 * question with the same kind of value: so fields behind other fields are found too.
 */
export async function discoverFields(): Promise<readonly HostileTarget[]> {
  const clock = createClock({ start: noon, frozen: true });
  const settings = readSettings({ messagesPerDay: 10, historyDays: 2 });
  const urls = { v1: "http://127.0.0.1:1", v2: "http://127.0.0.1:2" };
  const world = await buildWorld({}, { settings, urls, clock, journal: null });
  const found: HostileTarget[] = [];
  for (const target of listTargets()) found.push(await watch(target, world.emulation));
  return found;
}

async function watch(
  { generation, route }: { readonly generation: Generation; readonly route: Route },
  emulation: Emulation,
): Promise<HostileTarget> {
  const seen = new Set<string>();
  const asked = new Set<string>();
  const bugs: string[] = [];
  for (const kind of kinds) {
    const call = makeCall(
      { generation, route },
      { body: notingBody(seen, kind), query: new NotingQuery(asked, kind) },
    );
    try {
      await handlers[route.name]?.(call, emulation);
    } catch (error) {
      if (!(error instanceof Refusal))
        bugs.push(`${kind}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return { route, generation, fields: [...seen], queryFields: [...asked], bugs };
}

const kinds = ["nothing", "text", "address", "number", "flag", "object", "texts", "objects"] as const;
type Kind = (typeof kinds)[number];

function notingBody(seen: Set<string>, kind: Kind): unknown {
  const item = note(seen, kind);
  return new Proxy(
    {},
    {
      get: (_, key) => (key === "data" ? [item] : key === "meta" ? {} : answer(key, { seen, kind })),
      ...shown,
    },
  );
}

/** An object that has whatever it is asked for. */
function note(seen: Set<string>, kind: Kind): object {
  return new Proxy({}, { get: (_, key) => answer(key, { seen, kind }), ...shown });
}

const shown: ProxyHandler<object> = {
  has: () => true,
  // Whoever looks at all fields sees one.
  ownKeys: () => ["field"],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: "a" }),
};

function answer(
  key: string | symbol,
  { seen, kind }: { readonly seen: Set<string>; readonly kind: Kind },
): unknown {
  // What writing it down asks for.
  if (typeof key === "symbol" || key === "toJSON") return undefined;
  seen.add(key);
  switch (kind) {
    case "nothing":
      return undefined;
    case "text":
      return "a";
    case "address":
      return "ada.abel@fernhill.example";
    case "number":
      return 1;
    case "flag":
      return true;
    case "object":
      return note(seen, "text");
    case "texts":
      return ["a"];
    case "objects":
      return [note(seen, "text")];
  }
}

class NotingQuery extends URLSearchParams {
  private readonly seen: Set<string>;
  private readonly kind: Kind;

  constructor(seen: Set<string>, kind: Kind) {
    super();
    this.seen = seen;
    this.kind = kind;
  }

  override get(name: string): string | null {
    this.seen.add(name);
    return this.kind === "nothing" ? null : "a";
  }
}

function makeCall(
  { generation, route }: { readonly generation: Generation; readonly route: Route },
  { body, query }: { readonly body: unknown; readonly query: URLSearchParams },
): Call {
  const { name, traits } = route;
  const arrival = {
    generation,
    name,
    method: traits.method,
    target: traits.path,
    host: { kind: "regional", region: "eu" },
    address: "192.0.2.200",
    headers: {},
    pathIds: (operations[name].path.match(/\{\w+\}/g) ?? []).map(() => "eNoNothing"),
    bodyText: "",
  } as const;
  const call = readCall(arrival, route);
  if (call === null) throw new Error(`${name} takes no empty body`);
  return { ...call, body, query };
}
