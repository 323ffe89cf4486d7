import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AccountAdministration } from "../administration/administration.js";
import { parseJson } from "../wire/decode.js";
import { listResources } from "./resources.js";
import { asObject } from "./values.js";

/**
 * The administration API: what the console's pages do, for programs. `GET` lists, `POST` makes, `PATCH /{id}` changes,
 * `DELETE /{id}` deletes; a refusal is 422 with `{"error","field"}`.
 */
export function addResourceApi(app: FastifyInstance, administration: AccountAdministration): void {
  for (const { name, list, create, change, remove } of listResources(administration)) {
    const url = `/_emulator/${name}`;
    app.get(url, () => ({ [name]: list() }));
    app.post(url, (request, reply) => act(reply, { status: 201, perform: () => create(bodyOf(request)) }));
    app.patch<{ Params: { id: string } }>(`${url}/:id`, (request, reply) =>
      act(reply, { status: 200, perform: () => change(request.params.id, bodyOf(request)) }),
    );
    app.delete<{ Params: { id: string } }>(`${url}/:id`, (request, reply) =>
      act(reply, { status: 200, perform: () => deleted(remove, request.params.id) }),
    );
  }
}

function deleted(remove: (id: string) => void, id: string): { readonly deleted: string } {
  remove(id);
  return { deleted: id };
}

function bodyOf({ body }: FastifyRequest) {
  return asObject(typeof body === "string" ? parseJson(body) : undefined);
}

function act(
  reply: FastifyReply,
  { status, perform }: { readonly status: number; readonly perform: () => unknown },
): FastifyReply {
  try {
    return reply.code(status).send(perform());
  } catch (error) {
    const field = error instanceof Error && "field" in error ? error.field : null;
    return reply.code(422).send({ error: error instanceof Error ? error.message : String(error), field });
  }
}
