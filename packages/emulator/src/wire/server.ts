import { type Generation, type Operation, type OperationName, operations } from "@postern/mimecast/catalogue";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { answerInPlace } from "../faults/wire-faults.js";
import { handlers } from "../handlers/index.js";
import { objectRoot } from "../store/object-store.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, Refusal } from "./answer.js";
import { parseJson } from "./decode.js";
import { wireErrors } from "./errors.js";
import { checkVisitor } from "./gate.js";
import { chooseManner, type Delivery, sendAnswer } from "./send.js";

const whole: Delivery = { manner: "whole", delayMs: null };
const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

interface Target {
  readonly generation: Generation;
  readonly name: OperationName;
  readonly operation: Operation;
}

/** The HTTP face of one generation. */
export function buildServer(generation: Generation, emulation: Emulation): FastifyInstance {
  const app = Fastify({ bodyLimit: 8 * 1024 * 1024, forceCloseConnections: true, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  // Bodies stay text here: what is wrong with one is said in the vendor's words.
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  for (const [name, operation] of listOperations(generation)) {
    const target = { generation, name, operation };
    app.route({
      method: [...verbs],
      url: operation.path,
      handler: (request, reply) => serveOperation({ request, reply, target, emulation }),
    });
  }
  app.get("/healthz", () => ({ status: "ok" }));
  if (generation === "2.0") {
    app.get(`${objectRoot}/*`, (request, reply) => serveObject({ request, reply, emulation }));
  }
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request);
    const answer = wireErrors.unknownPath(generation, path);
    record(emulation, { generation, name: null, request, answer });
    await sendAnswer(reply, { answer, delivery: whole, now: emulation.clock.now() });
  });
  return app;
}

function listOperations(generation: Generation): [OperationName, Operation][] {
  const entries = Object.entries(operations) satisfies [string, Operation][];
  return entries
    .filter(([, operation]) => operation.generations.some((candidate) => candidate === generation))
    .flatMap(([name, operation]) => (isOperationName(name) ? [[name, operation]] : []));
}

function isOperationName(name: string): name is OperationName {
  return name in operations;
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
  readonly target: Target;
  readonly emulation: Emulation;
}): Promise<FastifyReply> {
  const { request, reply, target, emulation } = options;
  const answer = await answerCall(request, { target, emulation });
  record(emulation, { ...target, request, answer });
  const delivery =
    answer.status < 400 ? chooseManner(emulation.faults, { operation: target.name, on: "call" }) : whole;
  await sendAnswer(reply, { answer, delivery, now: emulation.clock.now() });
  return reply;
}

async function answerCall(
  request: FastifyRequest,
  options: { readonly target: Target; readonly emulation: Emulation },
): Promise<Answer> {
  const { target, emulation } = options;
  const { generation, operation, name } = target;
  try {
    if (request.method !== operation.method) return wireErrors.wrongVerb(generation, operation.method);
    const header = (key: string) => {
      const value = request.headers[key];
      return typeof value === "string" ? value : undefined;
    };
    checkVisitor({ ...target, path: pathOf(request), header }, emulation);
    const fault = answerInPlace(emulation.faults, { generation, name, clock: emulation.clock });
    if (fault !== null) return fault;
    const handler = handlers[name];
    if (handler === undefined) return wireErrors.noHandler(generation, name);
    const bodyText = typeof request.body === "string" ? request.body : "";
    const takesJson = operation.method === "POST" && operation.authentication !== "none";
    const body = takesJson && bodyText.trim() !== "" ? parseJson(bodyText) : undefined;
    if (takesJson && bodyText.trim() !== "" && body === undefined)
      return wireErrors.malformedBody(generation);
    return await handler(
      { generation, operation, query: queryOf(request), headers: request.headers, bodyText, body },
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
  const site = { operation: "siem.batch.cg", on: "download" } as const;
  const delivery = answer.status < 400 ? chooseManner(emulation.faults, site) : whole;
  await sendAnswer(reply, { answer, delivery, now });
  return reply;
}

function record(
  emulation: Emulation,
  entry: {
    readonly generation: Generation;
    readonly name: OperationName | "download" | null;
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
  });
}
