import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { isOwnPage } from "../wire/arrival.js";
import type { Listeners } from "../wire/listeners.js";

/** Keeps the console and the control API to this machine, unless its people were told otherwise: routes added after this. */
export function guardPages(app: FastifyInstance, listeners: Listeners): void {
  const guard: onRequestHookHandler = (request, reply, done) => {
    if (!listeners.isStranger(request.raw)) return done();
    reply.code(403).send({
      error:
        "The console and the control API of this emulated tenant answer on its own machine alone. Start it with --control-host (controlHost) to open them.",
    });
  };
  // By the route, not by how its address is written; the vendor's calls don't pass here.
  app.addHook("onRoute", (route) => {
    if (isOwnPage(route.url)) route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
  });
}
