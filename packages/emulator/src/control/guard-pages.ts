import type { FastifyInstance } from "fastify";
import { isOwnPage } from "../wire/arrival.js";
import type { Listeners } from "../wire/listeners.js";

/** Keeps the console and the control API to this machine, unless its people were told otherwise. */
export function guardPages(app: FastifyInstance, listeners: Listeners): void {
  app.addHook("onRequest", async (request, reply) => {
    // By the route, not by how its address is written.
    const route = request.routeOptions.url ?? "";
    if (!isOwnPage(route) || !listeners.isStranger(request.raw)) return undefined;
    return reply.code(403).send({
      error:
        "The console and the control API of this emulated tenant answer on its own machine alone. Start it with --control-host (controlHost) to open them.",
    });
  });
}
