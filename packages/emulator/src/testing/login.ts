import { randomUUID } from "node:crypto";
import type { Tenant } from "../index.js";
import { type Reply, readReply } from "./client.js";

export interface LoginChanges {
  readonly baseUrl?: string;
  readonly applicationId?: string;
  readonly realm?: string;
  readonly userName?: string;
  readonly password?: string;
  readonly accessKey?: string;
}

function headersOf(tenant: Tenant, changes: LoginChanges): Record<string, string> {
  return {
    "x-mc-app-id": changes.applicationId ?? tenant.v1.applicationId,
    "x-mc-date": new Date(tenant.clock.now()).toUTCString().replace("GMT", "UTC"),
    "x-mc-req-id": randomUUID(),
    "content-type": "application/json",
  };
}

/** `login/login`, as the reference describes it: the service user's password, unless told otherwise. */
export async function logIn(tenant: Tenant, changes: LoginChanges = {}): Promise<Reply> {
  const { serviceUser } = tenant.administration;
  const userName = changes.userName ?? serviceUser.emailAddress;
  const password = changes.password ?? serviceUser.password;
  const secret = Buffer.from(`${userName}:${password}`).toString("base64");
  const accessKey = changes.accessKey === undefined ? {} : { accessKey: changes.accessKey };
  return readReply(
    await fetch(`${changes.baseUrl ?? tenant.v1.baseUrl}/api/login/login`, {
      method: "POST",
      headers: {
        ...headersOf(tenant, changes),
        authorization: `${changes.realm ?? "Basic-Cloud"} ${secret}`,
      },
      body: JSON.stringify({ data: [{ userName, ...accessKey }] }),
    }),
  );
}

export async function discover(
  tenant: Tenant,
  emailAddress: string,
  changes: LoginChanges = {},
): Promise<Reply> {
  return readReply(
    await fetch(`${changes.baseUrl ?? tenant.v1.baseUrl}/api/login/discover-authentication`, {
      method: "POST",
      headers: headersOf(tenant, changes),
      body: JSON.stringify({ data: [{ emailAddress }] }),
    }),
  );
}
