import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import type { Tenant } from "@postern/emulator";

/** Who asks, and what for. */
export interface Question {
  readonly baseUrl: string;
  readonly path: string;
  readonly body: string;
  readonly headers: () => Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

type Keys = Pick<Tenant, "v1" | "v2">;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A call of API 1.0; the signature is made anew for each. */
export function signed({ v1 }: Keys, path: string, body: object): Question {
  const secret = Buffer.from(v1.secretKey, "base64");
  const headers = () => {
    const date = new Date().toUTCString().replace("GMT", "UTC");
    const id = randomUUID();
    const text = `${date}:${id}:${path}:${v1.applicationKey}`;
    return {
      authorization: `MC ${v1.accessKey}:${createHmac("sha1", secret).update(text).digest("base64")}`,
      "x-mc-app-id": v1.applicationId,
      "x-mc-date": date,
      "x-mc-req-id": id,
      "content-type": "application/json",
    };
  };
  return { baseUrl: v1.baseUrl, path, body: JSON.stringify(body), headers };
}

/** A call of API 2.0 with a token of its own. */
export async function authorized({ v2 }: Keys, path: string, body: object): Promise<Question> {
  const grant = { grant_type: "client_credentials", client_id: v2.clientId, client_secret: v2.clientSecret };
  const reply = await fetch(`${v2.baseUrl}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams(grant),
  });
  const token = (await reply.json()) as { readonly access_token: string };
  const headers = { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" };
  return { baseUrl: v2.baseUrl, path, body: JSON.stringify(body), headers: () => headers };
}

export function ask({ baseUrl, path, body, headers }: Question): Promise<Answer> {
  const begun = performance.now();
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const call = request(
      baseUrl + path,
      { method: "POST", agent, headers: { ...headers(), ...length } },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on("data", (part: Buffer) => parts.push(part));
        reply.on("error", reject);
        reply.on("end", () =>
          resolve({
            status: reply.statusCode ?? 0,
            body: Buffer.concat(parts).toString(),
            ms: performance.now() - begun,
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

/** Asks so many times, a few at once. Throws where an answer is none. */
export async function askOften(
  question: Question,
  { times, atOnce }: { readonly times: number; readonly atOnce: number },
): Promise<void> {
  let left = times;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const { status, body } = await ask(question);
      if (status !== 200) throw new Error(`${question.path} answered ${status}: ${body.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

export function closeConnections(): void {
  agent.destroy();
}
