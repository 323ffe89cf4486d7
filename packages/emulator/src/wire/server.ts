import type { Generation } from "@postern/mimecast/catalogue";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { answerInPlace } from "../faults/wire-faults.js";
import { handlers } from "../handlers/index.js";
import { unanswered } from "../handlers/unanswered.js";
import { updateDescriptorPath } from "../regions/regions.js";
import { listingOf, objectRoot } from "../store/object-store.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, Refusal } from "./answer.js";
import { isObject, parseJson } from "./decode.js";
import { wireErrors } from "./errors.js";
import { checkVisitor } from "./gate.js";
import type { Listeners } from "./listeners.js";
import { type EmulatedOperationName, isLogin, listRoutes, type Route } from "./routes.js";
import { chooseManner, type Delivery, sendAnswer } from "./send.js";
import type { Visitor } from "./visitor.js";

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
  const answer = wireErrors.unknownPath(generation, pathOf(request));
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
  const path = pathOf(request);
  if (path === "/healthz" || path.startsWith("/_emulator/") || path.startsWith("/console")) return undefined;
  if (emulation.faults.take("captive-portal", { operation: null }) === null) return undefined;
  const answer = wireErrors.captivePortal();
  record(emulation, { generation, name: null, request, answer });
  await sendAnswer(reply, { answer, delivery: whole, now: emulation.wireNow() });
  return reply;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? request.url;
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split("?")[1] ?? "");
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
    const visitor = meetVisitor(request, { route, door });
    checkVisitor(visitor, emulation);
    const fault = answerInPlace(emulation.faults, { generation, name, clock: emulation.clock });
    if (fault !== null) return fault;
    const handler = handlers[name];
    if (handler === undefined) return wireErrors.noHandler(generation, name, unanswered[name]);
    const bodyText = typeof request.body === "string" ? request.body : "";
    const hasJson = request.method !== "GET" && name !== "oauth.token" && bodyText.trim() !== "";
    const body = hasJson ? parseJson(bodyText) : undefined;
    if (hasJson && body === undefined) return wireErrors.malformedBody(generation);
    return await handler(
      {
        generation,
        operation: traits,
        visitor,
        query: queryOf(request),
        pathIds: idsOf(request),
        headers: request.headers,
        bodyText,
        body,
      },
      emulation,
    );
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

function meetVisitor(
  request: FastifyRequest,
  options: { readonly route: Route; readonly door: Door },
): Visitor {
  const { route, door } = options;
  const { name, traits } = route;
  const { localPort, remoteAddress = "" } = request.raw.socket;
  return {
    generation: door.generation,
    name,
    // The logins look at who asks themselves, whatever the catalogue says of their authentication.
    operation: isLogin(name) ? { ...traits, authentication: "none" } : traits,
    path: pathOf(request),
    target: request.url,
    host: door.listeners.hostAt(localPort),
    address: isLoopback(remoteAddress) ? door.emulation.egressAddress : remoteAddress,
    header: (key) => {
      const value = request.headers[key];
      return typeof value === "string" ? value : undefined;
    },
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
    path: pathOf(request),
    query: queryOf(request),
    authorization: request.headers.authorization,
    now,
    oldest: emulation.siemFiles.archive.bounds("2.0", now).first,
  });
  record(emulation, { generation: "2.0", name: "download", request, answer });
  const site = { operation: listingOf(pathOf(request)), on: "download" } as const;
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
    path: pathOf(request),
    status: answer.status,
    refused: answer.refused,
    explanation: answer.refused === null ? null : (answer.explanation ?? answer.refused),
  });
}
