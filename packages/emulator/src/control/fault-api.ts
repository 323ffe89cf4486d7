import type { FastifyInstance } from "fastify";
import type { Faults } from "../faults/fault-desk.js";
import type { ArmedFault } from "../faults/fault-injector.js";
import { readFault } from "../faults/read-fault.js";
import { parseJson } from "../wire/decode.js";

/**
 * `GET` lists the faults, `POST` arms one and answers with it, `DELETE` removes them all, `DELETE /{id}` one. Bad input
 * is 400 with `{"error"}`.
 */
export function addFaultApi(app: FastifyInstance, faults: Faults): void {
  const url = "/_emulator/faults";
  app.get(url, () => ({ faults: faults.list().map(showFault) }));
  app.post(url, (request, reply) => {
    try {
      const fault = readFault(typeof request.body === "string" ? parseJson(request.body) : undefined);
      const id = faults.inject(fault);
      const armed = faults.list().find((candidate) => candidate.id === id);
      return reply.code(201).send(armed === undefined ? { id } : showFault(armed));
    } catch (error) {
      return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  app.delete(url, () => {
    const removed = faults.list().length;
    faults.clear();
    return { removed };
  });
  app.delete<{ Params: { id: string } }>(`${url}/:id`, (request, reply) => {
    const { id } = request.params;
    if (faults.remove(id)) return { removed: 1 };
    return reply.code(404).send({ error: `There is no fault ${id}: GET ${url} lists them` });
  });
}

/** As JSON, which has no Infinity: `left` and `times` for ever are null. */
export function showFault({ id, fault, injectedAt, struck, left }: ArmedFault) {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    id,
    fault: fault.times === undefined ? fault : { ...fault, times: finite(fault.times) },
    injectedAt: new Date(injectedAt).toISOString(),
    struck,
    left: finite(left),
  };
}
