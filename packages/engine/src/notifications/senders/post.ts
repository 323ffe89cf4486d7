const timeoutMs = 10_000;

/** Posts JSON. What the other end says stays unread: it is not ours to show. */
export async function postJson(
  url: string,
  { body, headers = {} }: { body: string; headers?: Readonly<Record<string, string>> },
): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "postern", ...headers },
    body,
    // A message about a tenant goes where the operator said, and nowhere else.
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new Error(`no answer (${reasonOf(error)})`);
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`answered with status ${response.status}`);
}

/** Not the whole message: the URL of a webhook may be a secret. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.name : "unknown";
}
