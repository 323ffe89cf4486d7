import { type MimecastClient, MimecastError, probeNetwork, regionOfHost } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import type { Finding } from "./finding.js";

/** The region's update descriptor answers without credentials: it tells a blocked vendor from a blocked account. */
export async function findDescriptor(request: {
  connection: Connection;
  network: Parameters<typeof probeNetwork>[0]["network"];
  signal: AbortSignal;
}): Promise<Finding[]> {
  const address = regionOfHost(request.connection.baseUrl)?.updateDescriptor ?? null;
  if (address === null) return [];
  const baseUrl = new URL(address).origin;
  const steps = await probeNetwork({ baseUrl, network: request.network, signal: request.signal });
  const failed = steps.find(({ result }) => result === "fail");
  return [
    {
      id: "descriptor",
      title: "The region's update descriptor can be reached",
      result: failed === undefined ? "pass" : "cannot-tell",
      detail:
        failed === undefined
          ? `${baseUrl} answers.`
          : `${baseUrl}: ${failed.detail} The API does not need it, but a firewall that blocks it may block more.`,
      causes: [],
    },
  ];
}

/** Which packages the account has, where the role may read them: nothing depends on it. */
export async function findLicences(client: MimecastClient, signal: AbortSignal): Promise<Finding> {
  const base = {
    id: "licence",
    title: "The account has the packages it needs",
    result: "cannot-tell",
  } as const;
  try {
    const { data } = await client.call("account.get-account", { signal });
    const packages = data.flatMap(readPackages);
    if (packages.length === 0)
      return { ...base, detail: "The account's answer names no packages.", causes: [] };
    return { ...base, result: "pass", detail: `Packages: ${packages.join(", ")}.`, causes: [] };
  } catch (error) {
    if (signal.aborted) throw error;
    const why =
      error instanceof MimecastError && /permitted|missing/.test(error.kind)
        ? "the role may not read them"
        : "they could not be read";
    return {
      ...base,
      detail: `Not told: ${why}. It needs Account | Dashboard | Read (API 2.0: the product Account Management); nothing else here does.`,
      causes: [],
    };
  }
}

function readPackages(account: unknown): string[] {
  if (typeof account !== "object" || account === null || !("packages" in account)) return [];
  return Array.isArray(account.packages) ? account.packages.filter((name) => typeof name === "string") : [];
}
