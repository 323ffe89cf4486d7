import type { FastifyInstance, RouteHandlerMethod } from "fastify";
import { isOwnPage } from "../wire/arrival.js";
import type { AccountJournal } from "./account-journal.js";
import type { PageRequest } from "./entry.js";

const verbs = ["POST", "PUT", "PATCH", "DELETE"] as const;
/** Where ports are opened, which others than the tenant's may have at the next start, and where nothing is changed. */
const passing = ["/_emulator/regions", "/_emulator/rewrite"];

/** Keeps what is done in the console and by the control API: whatever routes are added after this. */
export function keepPages(app: FastifyInstance, journal: AccountJournal): void {
  app.addHook("onRoute", (route) => {
    const method = verbs.find((verb) => verb === route.method);
    if (!isOwnPage(route.url) || method === undefined || passing.includes(route.url)) return;
    const { handler } = route;
    const keeping: RouteHandlerMethod = function (request, reply) {
      const page: PageRequest = {
        method,
        url: request.url,
        cookie: request.headers.cookie ?? "",
        body: typeof request.body === "string" ? request.body : "",
      };
      return journal.carryOut({ page }, () => handler.call(this, request, reply));
    };
    route.handler = keeping;
  });
}
