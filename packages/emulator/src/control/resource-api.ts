import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deed } from "../console/deed.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Tenant } from "../tenant/types.js";
import { parseJson } from "../wire/decode.js";
import { readActor } from "./actor.js";
import { listMailResources, listResources, type Resource } from "./resources/index.js";
import { asObject } from "./values.js";
import { watchAdministration } from "./watch-administration.js";

/**
 * The administration API: what the console's pages do, for programs. `GET` lists, `POST` makes, `PATCH /{id}` changes,
 * `DELETE /{id}` deletes; a refusal is 422 with `{"error","field"}`. What is done stands in the audit log.
 */
export function addResourceApi(
  app: FastifyInstance,
  { emulation, tenant }: { readonly emulation: Emulation; readonly tenant: Tenant },
): void {
  app.get("/_emulator/account", () => describeAccount(emulation));
  const all = [...listResources(emulation.administration), ...listMailResources(emulation, tenant)];
  for (const resource of all) {
    const { name, create, change, remove } = resource;
    const url = `/_emulator/${name}`;
    app.get(url, () => ({ [name]: resource.list() }));
    const act = (
      { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
      perform: (actor: string) => unknown,
      status = 200,
    ) => {
      const actor = readActor(emulation, request.headers.cookie).emailAddress;
      return carryOut({ emulation, actor }, { reply, perform: () => perform(actor), status });
    };
    if (create !== undefined) {
      app.post(url, (request, reply) =>
        act({ request, reply }, (actor) => create(readFields(resource, request), actor), 201),
      );
    }
    if (change !== undefined) {
      app.patch<{ Params: { id: string } }>(`${url}/:id`, (request, reply) =>
        act({ request, reply }, (actor) => change(request.params.id, readFields(resource, request), actor)),
      );
    }
    if (remove !== undefined) {
      app.delete<{ Params: { id: string } }>(`${url}/:id`, (request, reply) =>
        act({ request, reply }, (actor) => {
          remove(request.params.id, actor);
          return { deleted: request.params.id };
        }),
      );
    }
  }
}

/** The account without its two secrets, and what has been bought. */
function describeAccount({ account, administration }: Emulation) {
  const { passphrase: _, supportCode: __, ...described } = account.describe();
  const { enhancedLogging, ipRanges } = administration;
  return { ...described, packages: account.packages(), enhancedLogging, ipRanges };
}

function carryOut(
  { emulation, actor }: Deed,
  act: { readonly reply: FastifyReply; readonly perform: () => unknown; readonly status: number },
): FastifyReply {
  const { reply, perform, status } = act;
  try {
    return reply.code(status).send(watchAdministration({ emulation, actor }, perform));
  } catch (error) {
    const field = error instanceof Error && "field" in error ? error.field : null;
    return reply.code(422).send({ error: error instanceof Error ? error.message : String(error), field });
  }
}

function readFields(resource: Resource, { body }: FastifyRequest) {
  const fields = asObject(typeof body === "string" ? parseJson(body) : undefined);
  const unknown = Object.keys(fields).find((name) => !resource.fields.includes(name));
  if (unknown === undefined) return fields;
  throw new TypeError(`${unknown} is none of ${resource.fields.join(", ")}`);
}
