import { readFile } from "node:fs/promises";
import Fastify from "fastify";

/** The least that could answer the same: one route of the same framework, with the bytes at hand. */
export async function startBare(
  path: string,
): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }> {
  const bytes = await readFile(path, "utf8");
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.post("/*", (_request, reply) => reply.header("content-type", "application/json").send(bytes));
  return { baseUrl: await app.listen({ host: "127.0.0.1", port: 0 }), close: () => app.close() };
}
