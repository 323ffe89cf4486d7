import type { Generation } from "@postern/mimecast/catalogue";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { answerInPlace } from "../faults/wire-faults.js";
import { handlers } from "../handlers/index.js";
import { unanswered } from "../handlers/unanswered.js";
import { updateDescriptorPath } from "../regions/regions.js";
import { listingOf, objectRoot } from "../store/object-store.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, Refusal } from "./answer.js";
import { type Arrival, meetVisitor, pathOf, queryOf, readCall } from "./arrival.js";
import { isObject } from "./decode.js";
import { wireErrors } from "./errors.js";
import { checkVisitor } from "./gate.js";
import type { Listeners } from "./listeners.js";
import { type EmulatedOperationName, leavesTrace, listRoutes, type Route } from "./routes.js";
import { chooseManner, type Delivery, sendAnswer } from "./send.js";

const whole: Delivery = { manner: "whole", delayMs: null };
const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

interface Door {
  readonly generation: Generation;
  readonly emulation: Emulation;
  readonly listeners: Listeners;
}

/** The HTTP face of one generation, on whichever ports its hosts have. */
export function buildServer(door: Door): FastifyInstance {
  const { generation, emulation } = door;
  const app = Fastify({ bodyLimit: 8 * 1024 * 1024, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  // Bodies stay text here: what is wrong with one is said in the vendor's words.
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", (request, reply) => meetPortal(door, { request, reply }));
  for (const [url, routes] of groupByPath(listRoutes(generation))) {
    app.route({
      method: [...verbs],
      url,
      handler: (request, reply) => serveOperation({ request, reply, routes, door }),
    });
  }
  app.get("/healthz", () => ({ status: "ok" }));
  app.get(updateDescriptorPath, async (request, reply) => {
    const { kind } = door.listeners.hostAt(request.raw.socket.localPort);
    // What stands in a descriptor isn't known; a check reads its status.
    return kind === "updates" ? { latest: "1.0.0" } : refusePath(door, { request, reply });
  });
  if (generation === "2.0") {
    app.get(`${objectRoot}/*`, (request, reply) => serveObject({ request, reply, emulation }));
  }
  app.setNotFoundHandler((request, reply) => refusePath(door, { request, reply }));
  return app;
}

async function refusePath(
  door: Door,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { generation, emulation } = door;
  const { request, reply } = exchange;
  const answer = wireErrors.unknownPath(generation, pathOf(request.url));
  record(emulation, { generation, name: null, request, answer });
  await sendAnswer(reply, { answer, delivery: whole, now: emulation.wireNow() });
  return reply;
}

/** Several operations can share a path and differ in their verb, and call the `{id}` in it differently. */
function groupByPath(routes: readonly Route[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    let count = 0;
    const path = route.traits.path.replaceAll(/\{\w+\}/g, () => `:id${++count}`);
    groups.set(path, [...(groups.get(path) ?? []), route]);
  }
  return groups;
}

/** A captive portal answers whatever is asked; only the emulator's own pages are past it. */
async function meetPortal(
  door: Door,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply | undefined> {
  const { generation, emulation } = door;
  const { request, reply } = exchange;
  const path = pathOf(request.url);
  if (path === "/healthz" || path.startsWith("/_emulator/") || path.startsWith("/console")) return undefined;
  if (emulation.faults.take("captive-portal", { operation: null }) === null) return undefined;
  const answer = wireErrors.captivePortal();
  record(emulation, { generation, name: null, request, answer });
  await sendAnswer(reply, { answer, delivery: whole, now: emulation.wireNow() });
  return reply;
}

async function serveOperation(options: {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly routes: readonly Route[];
  readonly door: Door;
}): Promise<FastifyReply> {
  const { request, reply, routes, door } = options;
  const { generation, emulation } = door;
  const route = routes.find(({ traits }) => traits.method === request.method);
  const name = route?.name ?? routes[0]?.name ?? null;
  const answer =
    route === undefined
      ? wireErrors.wrongVerb(generation, routes.map(({ traits }) => traits.method).join(", "))
      : await answerCall(request, { route, door });
  record(emulation, { generation, name, request, answer });
  const delivery =
    answer.status < 400 ? chooseManner(emulation.faults, { operation: name, on: "call" }) : whole;
  await sendAnswer(reply, { answer, delivery, now: emulation.wireNow() });
  return reply;
}

async function answerCall(
  request: FastifyRequest,
  options: { readonly route: Route; readonly door: Door },
): Promise<Answer> {
  const { route, door } = options;
  const { generation, emulation } = door;
  const { name, traits } = route;
  try {
    const arrival = readArrival(request, { name, door });
    checkVisitor(meetVisitor(arrival, traits), emulation);
    const fault = answerInPlace(emulation.faults, { generation, name, clock: emulation.clock });
    if (fault !== null) return fault;
    const handler = handlers[name];
    if (handler === undefined) return wireErrors.noHandler(generation, name, unanswered[name]);
    const call = readCall(arrival, traits);
    if (call === null) return wireErrors.malformedBody(generation);
    const perform = () => handler(call, emulation);
    const { journal } = emulation;
    return await (journal !== null && leavesTrace(name)
      ? journal.carryOut({ call: arrival }, perform)
      : perform());
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    return wireErrors.crashed(
      generation,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  }
}

/** What stands in the path in the place of its ids, in order. */
function idsOf({ params }: FastifyRequest): readonly string[] {
  return isObject(params) ? Object.values(params).filter((value) => typeof value === "string") : [];
}

function readArrival(
  request: FastifyRequest,
  { name, door }: { readonly name: EmulatedOperationName; readonly door: Door },
): Arrival {
  const { localPort, remoteAddress = "" } = request.raw.socket;
  return {
    generation: door.generation,
    name,
    method: request.method,
    target: request.url,
    host: door.listeners.hostAt(localPort),
    address: isLoopback(remoteAddress) ? door.emulation.egressAddress : remoteAddress,
    headers: request.headers,
    pathIds: idsOf(request),
    bodyText: typeof request.body === "string" ? request.body : "",
  };
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === "::1";
}

async function serveObject(options: {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly emulation: Emulation;
}): Promise<FastifyReply> {
  const { request, reply, emulation } = options;
  const now = emulation.clock.now();
  const answer = await emulation.store.download({
    path: pathOf(request.url),
    query: queryOf(request.url),
    authorization: request.headers.authorization,
    now,
    oldest: emulation.siemFiles.archive.bounds("2.0", now).first,
  });
  record(emulation, { generation: "2.0", name: "download", request, answer });
  const site = { operation: listingOf(pathOf(request.url)), on: "download" } as const;
  const delivery = answer.status < 400 ? chooseManner(emulation.faults, site) : whole;
  await sendAnswer(reply, { answer, delivery, now: emulation.wireNow() });
  return reply;
}

function record(
  emulation: Emulation,
  entry: {
    readonly generation: Generation;
    readonly name: EmulatedOperationName | "download" | null;
    readonly request: FastifyRequest;
    readonly answer: Answer;
  },
): void {
  const { generation, name, request, answer } = entry;
  emulation.requests.add({
    at: emulation.clock.now(),
    generation,
    operation: name,
    method: request.method,
    path: pathOf(request.url),
    status: answer.status,
    refused: answer.refused,
    explanation: answer.refused === null ? null : (answer.explanation ?? answer.refused),
  });
}
