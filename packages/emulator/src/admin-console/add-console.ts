import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ConsoleRefusal } from "../administration/refusal.js";
import { actorCookie, readActor } from "../control/actor.js";
import { watchAdministration } from "../control/watch-administration.js";
import { html } from "./html.js";
import { renderPage } from "./layout.js";
import { type ConsoleWorld, consoleRoot, type Page, type PageAnswer, type PageCall } from "./page.js";
import { pages } from "./pages/index.js";
import { scriptHash } from "./script.js";

const noteCookie = "emulated-note=read";
const cookieScope = `Path=${consoleRoot}; HttpOnly; SameSite=Lax`;
// The pages need nothing from anywhere, and no frame around them.
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${scriptHash}; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const unknownPage: Page = {
  path: "/*",
  show() {
    throw new ConsoleRefusal("The console has no such page.");
  },
};

/** Adds the administration console of the emulated tenant: pages and forms that need no script. */
export function addConsole(app: FastifyInstance, world: ConsoleWorld): void {
  app.get(`${consoleRoot}/`, (_request, reply) => reply.redirect(consoleRoot));
  app.get(`${consoleRoot}/*`, (request, reply) =>
    showPage({ call: readCall(world, request), page: unknownPage, reply }),
  );
  for (const page of pages) {
    const url = `${consoleRoot}${page.path}`;
    app.get(url, (request, reply) => {
      const call = readCall(world, request);
      return showPage({ call, page, reply });
    });
    const { take } = page;
    if (take === undefined) continue;
    app.post(url, (request, reply) => {
      const call = readCall(world, request);
      return takeForm({ call, page, take, reply });
    });
  }
}

function showPage({ call, page, reply }: { call: PageCall; page: Page; reply: FastifyReply }): FastifyReply {
  try {
    return send(reply, { call, answer: page.show(call), status: call.refusal === null ? 200 : 422 });
  } catch (error) {
    if (!(error instanceof ConsoleRefusal)) throw error;
    const body = html`<p><a class="button" href="${consoleRoot}">To the start</a></p>`;
    const answer = { title: "Not found", path: [], body };
    return send(reply, { call: { ...call, refusal: error }, answer, status: 404 });
  }
}

function takeForm(exchange: {
  readonly call: PageCall;
  readonly page: Page;
  readonly take: NonNullable<Page["take"]>;
  readonly reply: FastifyReply;
}): FastifyReply {
  const { call, page, take, reply } = exchange;
  try {
    const { emulation, actor } = call;
    const answer = watchAdministration({ emulation, actor: actor.emailAddress }, () => take(call));
    return send(reply, { call, answer, status: 200 });
  } catch (error) {
    if (!(error instanceof ConsoleRefusal)) throw error;
    return showPage({ call: { ...call, refusal: error }, page, reply });
  }
}

function readCall(world: ConsoleWorld, request: FastifyRequest): PageCall {
  const query = new URLSearchParams(request.url.split("?")[1] ?? "");
  const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
  const { administration, clock } = world.emulation;
  const { cookie = "" } = request.headers;
  const actor = readActor(world.emulation, cookie);
  const hasReadNote = cookie.split(/; */).includes(noteCookie);
  return { ...world, administration, clock, actor, hasReadNote, query, form, refusal: null };
}

function send(
  reply: FastifyReply,
  { call, answer, status }: { call: PageCall; answer: PageAnswer; status: number },
): FastifyReply {
  if ("goTo" in answer) {
    if (answer.signInAs !== undefined) {
      const value = encodeURIComponent(answer.signInAs ?? "");
      const age = answer.signInAs === null ? "; Max-Age=0" : "";
      reply.header("Set-Cookie", `${actorCookie}=${value}; ${cookieScope}${age}`);
    }
    if (answer.hasReadNote === true)
      reply.header("Set-Cookie", `${noteCookie}; ${cookieScope}; Max-Age=31536000`);
    return reply.code(303).header("Location", `${consoleRoot}${answer.goTo}`).send();
  }
  return reply
    .code(status)
    .header("Content-Type", "text/html; charset=utf-8")
    .header("Content-Security-Policy", policy)
    .header("Cache-Control", "no-store")
    .send(renderPage(call, answer).text);
}
