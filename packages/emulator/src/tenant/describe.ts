import type { V1Credentials, V2Credentials } from "../administration/types.js";
import type { Tenant } from "./types.js";

export interface TenantDescription {
  readonly v1: V1Credentials;
  readonly v2: V2Credentials;
}

/** What a client needs to connect, and nothing else. */
export function describeTenant(tenant: Pick<Tenant, "v1" | "v2">): TenantDescription {
  const { v1, v2 } = tenant;
  return {
    v1: {
      baseUrl: v1.baseUrl,
      applicationId: v1.applicationId,
      applicationKey: v1.applicationKey,
      accessKey: v1.accessKey,
      secretKey: v1.secretKey,
    },
    v2: { baseUrl: v2.baseUrl, clientId: v2.clientId, clientSecret: v2.clientSecret },
  };
}
