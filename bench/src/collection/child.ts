import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Runs an entry file in a process of its own, gives it one request, and answers its result. */
export async function runChild<Request extends object, Result>(
  entry: URL,
  request: Request,
  { nodeOptions = [] }: { nodeOptions?: readonly string[] } = {},
): Promise<Result> {
  const child = fork(fileURLToPath(entry), [], { execArgv: [...nodeOptions] });
  const exited = once(child, "exit");
  child.send(request);
  const failed = exited.then(([code]): never => {
    throw new Error(`${entry.pathname.split("/").at(-1)} ended with code ${code} before it answered.`);
  });
  const answered = once(child, "message").then(([result]: Result[]) => result);
  // The race may be decided while the other promise is still to be rejected.
  failed.catch(() => {});
  const result = await Promise.race([answered, failed]);
  await exited;
  if (result === undefined) throw new Error(`${entry.pathname} answered nothing.`);
  return result;
}

/** The other side: waits for the request, works, answers, and lets the process end. */
export async function serveOnce<Request, Result>(work: (request: Request) => Promise<Result>): Promise<void> {
  const [request]: Request[] = await once(process, "message");
  if (request === undefined) throw new Error("A request was expected.");
  const result = await work(request);
  process.send?.(result);
  process.disconnect();
}
