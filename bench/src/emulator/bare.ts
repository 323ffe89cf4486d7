import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import Fastify from "fastify";

/** The least that could answer the same: one route of the same framework that reads the JSON sent to it and has the answer at hand, headers included. */
export async function startBare(
  path: string,
): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }> {
  const bytes = await readFile(path, "utf8");
  const app = Fastify();
  app.post("/*", (_request, reply) =>
    reply
      .headers({
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-request-id": randomUUID(),
      })
      .send(bytes),
  );
  return { baseUrl: await app.listen({ host: "127.0.0.1", port: 0 }), close: () => app.close() };
}
