import { checkValue, compileSettings } from "../client/index.js";
import { type Authorize, type ClientContext, createAborted } from "../exchange/index.js";
import { formatSignatureDate } from "../signing/index.js";
import type { LoginSettings } from "./settings.js";

/** Runs one call of API 1.0 that is not signed, with a context of its own that is closed again. */
export async function withContext<Result>(
  settings: LoginSettings & { readonly baseUrl: string },
  known: { readonly applicationId: string; readonly secrets: readonly string[] },
  run: (context: ClientContext) => Promise<Result>,
): Promise<Result> {
  checkValue("applicationId", known.applicationId);
  if (settings.signal?.aborted) throw createAborted(null);
  const secrets = [known.applicationId, ...known.secrets];
  const context = compileSettings(settings, { generation: "1.0", secrets });
  try {
    return await run(context);
  } finally {
    await context.transport.close();
  }
}

/** The headers that name the application and, where a password proves the user, the user. */
export function nameApplication(
  context: ClientContext,
  known: { readonly applicationId: string; readonly authorization?: string },
): Authorize {
  const { applicationId, authorization } = known;
  return async () => ({
    headers: {
      "x-mc-app-id": applicationId,
      "x-mc-date": formatSignatureDate(context.now()),
      ...(authorization === undefined ? {} : { authorization }),
    },
    discard: () => {},
  });
}
