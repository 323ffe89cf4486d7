/** One answer, before it goes out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Why the call was refused, for the request log; null for an ordinary answer. */
  readonly refused: string | null;
  /** The same in words for a person, who sees more than the client is told. */
  readonly explanation?: string;
  /** Called once the whole answer has left. */
  readonly sent?: () => void;
}

/** Thrown where a call can't go on. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.refused ?? "refused");
    this.answer = answer;
  }
}

/** A refusal with what the tenant knows about its cause. */
export function explain(answer: Answer, explanation: string): Answer {
  return { ...answer, explanation };
}

/** What `throw` needs for it. */
export function refuse(answer: Answer, explanation: string): Refusal {
  return new Refusal(explain(answer, explanation));
}

/** Of every answer that is JSON. */
export const jsonHeaders = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
} as const;

/** Text and bytes go out as they are. */
export function answerJson(
  body: unknown,
  options: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly sent?: () => void;
  } = {},
): Answer {
  return {
    status: options.status ?? 200,
    headers: options.headers === undefined ? jsonHeaders : { ...jsonHeaders, ...options.headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    refused: null,
    ...(options.sent === undefined ? {} : { sent: options.sent }),
  };
}

/** The text of a JSON answer, for whoever changes it on its way; null for another. */
export function jsonTextOf({ headers, body }: Answer): string | null {
  if (typeof body === "string") return body;
  return headers["content-type"] === jsonHeaders["content-type"] ? body.toString() : null;
}
