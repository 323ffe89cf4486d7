import type { Generation } from "@postern/mimecast/catalogue";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { minuteMs } from "../clock/spans.js";
import type { FaultSite } from "../faults/site.js";
import { spoilAnswer } from "../faults/spoil-answer.js";
import { takeAnswerInPlace } from "../faults/wire-faults.js";
import type { Call } from "../handlers/handler.js";
import { handlers } from "../handlers/index.js";
import { unanswered } from "../handlers/unanswered.js";
import { updateDescriptorPath } from "../regions/regions.js";
import { downloadSite, objectRoot } from "../store/object-store.js";
import type { Forgiven } from "../strictness/leniency.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, explain, Refusal } from "./answer.js";
import { type Arrival, isOwnPage, meetVisitor, pathOf, queryOf, readCall, takesFile } from "./arrival.js";
import { isObject, readObject, readText } from "./decode.js";
import { wireErrors } from "./errors.js";
import { checkAddress, checkVisitor } from "./gate.js";
import { isLoopback } from "./listen-addresses.js";
import type { Listeners } from "./listeners.js";
import { type EmulatedOperationName, leavesTrace, listRoutes, type Route } from "./routes.js";
import { chooseDelivery, sendAnswer, sendWhole, silence, whole } from "./send.js";

/** Twice what the tenant tolerates. */
const usualSkewMs = 30 * minuteMs;
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
  const routes = [...listRoutes(generation), ...routesFromElsewhere(door)];
  const takers = new Set(
    routes.filter(({ traits }) => takesFile(traits, generation)).map(({ traits }) => traits.path),
  );
  // Bodies stay text here: what is wrong with one is said in the vendor's words.
  // The framework remembers what it does with a type by name, and looks long for what it does with any.
  for (const type of ["application/json", "*"]) {
    app.addContentTypeParser<Buffer>(type, { parseAs: "buffer" }, (request, body, done) => {
      const isFile = takers.has(pathOf(request.url));
      done(null, body.toString(isFile ? "base64" : "utf8"));
    });
  }
  app.addHook("onRequest", (request, reply, done) => {
    if (!meetPortal(door, { request, reply })) done();
  });
  for (const [url, here] of groupByPath(routes)) {
    app.route({
      method: [...verbs],
      url,
      handler: (request, reply) => serveOperation({ request, reply, routes: here, door }),
    });
  }
  app.get("/healthz", () => ({ status: "ok" }));
  app.get(updateDescriptorPath, (request, reply) => {
    const { kind } = door.listeners.hostAt(request.raw.socket.localPort);
    // What stands in a descriptor isn't known; a check reads its status.
    if (kind === "updates") reply.send({ latest: "1.0.0" });
    else refusePath(door, { request, reply });
  });
  if (generation === "2.0") {
    app.get(`${objectRoot}/*`, (request, reply) => serveObject({ request, reply, emulation }));
  }
  app.setNotFoundHandler((request, reply) => refusePath(door, { request, reply }));
  return app;
}

function refusePath(
  door: Door,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): void {
  const { generation, emulation } = door;
  const { request, reply } = exchange;
  const answer = wireErrors.unknownPath(generation, pathOf(request.url));
  record(emulation, { generation, name: null, request, answer });
  sendWhole(reply, { answer, now: emulation.wireNow() });
}

/** One guide asks the hosts of API 1.0 for tokens. */
function routesFromElsewhere({ generation, emulation }: Door): Route[] {
  if (generation === "2.0" || !emulation.guesses.tokensOnRegionalHosts) return [];
  return listRoutes("2.0").filter(({ name }) => name === "oauth.token");
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

/** A captive portal answers whatever is asked; only the emulator's own pages are past it. True: it has answered. */
function meetPortal(
  door: Door,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): boolean {
  const { generation, emulation } = door;
  const { request, reply } = exchange;
  if (!emulation.faults.isArmed("captive-portal")) return false;
  const path = pathOf(request.url);
  if (path === "/healthz" || isOwnPage(path)) return false;
  if (emulation.faults.take("captive-portal", portalSite(generation)) === null) return false;
  const answer = wireErrors.captivePortal();
  record(emulation, { generation, name: null, request, answer });
  sendWhole(reply, { answer, now: emulation.wireNow() });
  return true;
}

/** A portal doesn't know what was asked for. */
function portalSite(generation: Generation): FaultSite {
  return { operation: null, generation, path: "resource", effect: "read" };
}

/** Answers at once where the operation does: each turn through a promise costs as much as checking the call. */
function serveOperation(options: {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly routes: readonly Route[];
  readonly door: Door;
}): void | Promise<void> {
  const { request, reply, routes, door } = options;
  const { generation, emulation } = door;
  const { faults } = emulation;
  const route = routes.find(({ traits }) => traits.method === request.method);
  if (route === undefined) {
    const answer = wireErrors.wrongVerb(generation, routes.map(({ traits }) => traits.method).join(", "));
    record(emulation, { generation, name: routes[0]?.name ?? null, request, answer });
    sendWhole(reply, { answer, now: emulation.wireNow() });
    return;
  }
  const { name, site } = route;
  const skew = faults.take("clock-skew", site);
  const now = emulation.wireNow() + (skew === null ? 0 : (skew.skewMs ?? usualSkewMs));
  const lost = faults.take("lost-request", site);
  if (lost !== null) {
    record(emulation, { generation, name, request, answer: wireErrors.nothing() });
    return sendAnswer(reply, { answer: wireErrors.nothing(), delivery: silence(lost), now });
  }
  const forgiven: Forgiven[] = [];
  const finish = (plain: Answer) => {
    const answer = emulation.wording.apply(plain, name);
    record(emulation, { generation, name, request, answer, forgiven });
    const delivery = answer.status < 400 ? chooseDelivery(faults, site) : whole;
    return sendAnswer(reply, { answer, delivery, now });
  };
  const answered = emulation.leniency.attend(forgiven, () =>
    answerCall(request, { route, door, wireNow: now }),
  );
  return answered instanceof Promise ? answered.then(finish) : finish(answered);
}

function answerCall(
  request: FastifyRequest,
  options: { readonly route: Route; readonly door: Door; readonly wireNow: number },
): Answer | Promise<Answer> {
  const { route, door, wireNow } = options;
  const { generation, emulation } = door;
  const { name, site } = route;
  const fail = (error: unknown) => answerFailure(error, generation);
  try {
    const arrival = readArrival(request, { name, door });
    const visitor = meetVisitor(arrival, route);
    const quotaHeaders = checkVisitor(visitor, { emulation, wireNow });
    const inPlace = takeAnswerInPlace(emulation.faults, { site, generation, now: emulation.clock.now() });
    if (inPlace?.isExecuted === false) return inPlace.answer;
    const handler = handlers[name];
    if (handler === undefined) return wireErrors.noHandler(generation, name, unanswered[name]);
    const known = emulation.otherIds.restoreAll(arrival);
    const call = emulation.leniency.tolerate(
      "body",
      () => readCall(known, route, known === arrival ? visitor : undefined) ?? refuseBody(generation),
      () => readCall({ ...known, bodyText: "" }, route) ?? refuseBody(generation),
    );
    const account = findAccount(emulation, call);
    if (account === null) return wireErrors.permissionMissing(generation, emulation.guesses);
    const perform = () => handler(call, account);
    const { journal } = account;
    const answered =
      journal !== null && leavesTrace(name) ? journal.carryOut({ call: known }, perform) : perform();
    const finish = (answer: Answer) => {
      if (inPlace !== null) return inPlace.answer;
      const told =
        quotaHeaders === null ? answer : { ...answer, headers: { ...answer.headers, ...quotaHeaders } };
      return spoilAnswer(told, { site, emulation });
    };
    return answered instanceof Promise ? answered.then(finish).catch(fail) : finish(answered);
  } catch (error) {
    return fail(error);
  }
}

function answerFailure(error: unknown, generation: Generation): Answer {
  if (error instanceof Refusal) return error.answer;
  return wireErrors.crashed(
    generation,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}

function refuseBody(generation: Generation): never {
  throw new Refusal(wireErrors.malformedBody(generation));
}

/** Whom a call is about: a service provider names the account of a client. Null: none of its own. */
function findAccount(emulation: Emulation, { body, visitor }: Call): Emulation | null {
  const { accountChosenBy } = emulation.guesses;
  const inBody = accountChosenBy === "header" ? null : readText(readObject(body, "meta"), "accountCode");
  const inHeader = accountChosenBy === "meta" ? null : (visitor.header("x-mc-accountcode") ?? null);
  const code = inBody ?? inHeader;
  if (code === null || code === emulation.accountCode) return emulation;
  return emulation.accounts.get(code) ?? null;
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

async function serveObject(options: {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly emulation: Emulation;
}): Promise<void> {
  const { request, reply, emulation } = options;
  const now = emulation.clock.now();
  const path = pathOf(request.url);
  const site = downloadSite(path);
  const forgiven: Forgiven[] = [];
  const answer = await emulation.leniency.attend(forgiven, () => answerDownload(request, { emulation, now }));
  record(emulation, { generation: "2.0", name: "download", request, answer, forgiven });
  const delivery = answer.status < 400 ? chooseDelivery(emulation.faults, site) : whole;
  await sendAnswer(reply, { answer, delivery, now: emulation.wireNow() });
}

async function answerDownload(
  request: FastifyRequest,
  { emulation, now }: { readonly emulation: Emulation; readonly now: number },
): Promise<Answer> {
  const path = pathOf(request.url);
  const failure = emulation.faults.take("server-error", downloadSite(path));
  if (failure !== null) {
    const message = "We encountered an internal error. Please try again.";
    return explain(
      wireErrors.storage(failure.status ?? 500, "InternalError", message),
      "fault injected: server-error",
    );
  }
  try {
    const { remoteAddress = "" } = request.raw.socket;
    const address = isLoopback(remoteAddress) ? emulation.egressAddress : remoteAddress;
    if (emulation.guesses.ipRangesHoldForDownloads) checkAddress({ generation: "2.0", address }, emulation);
    return await emulation.store.download({
      path,
      query: queryOf(request.url),
      authorization: request.headers.authorization,
      now,
      oldest: emulation.siemFiles.archive.bounds("2.0", now).first,
    });
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function record(
  emulation: Emulation,
  entry: {
    readonly generation: Generation;
    readonly name: EmulatedOperationName | "download" | null;
    readonly request: FastifyRequest;
    readonly answer: Answer;
    readonly forgiven?: readonly Forgiven[];
  },
): void {
  const { generation, name, request, answer, forgiven = [] } = entry;
  emulation.requests.add({
    at: emulation.clock.now(),
    generation,
    operation: name,
    method: request.method,
    path: pathOf(request.url),
    status: answer.status,
    refused: answer.refused,
    explanation: answer.refused === null ? null : (answer.explanation ?? answer.refused),
    forgiven,
  });
}
