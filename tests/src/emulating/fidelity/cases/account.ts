import type { FidelityCase } from "../case.js";
import { exchange, whole } from "../samples.js";

const newer = "documented since the recording was made";
const file = "jupiterone/fetchUsersShouldBuildDomainRelationships.json";

export const account: readonly FidelityCase[] = [
  {
    name: "oauth.token",
    sample: { file: "rapid7/mimecast_v2/responses/authenticate.json.resp", pick: whole },
    ask: async (wire) => [await wire.token()],
  },
  {
    name: "account.get-account",
    sample: { file, pick: exchange("/api/account/get-account") },
    ask: async (wire) => [await wire.post1("/api/account/get-account", { data: [] })],
    known: {
      "data[].exgestAllowExtraction": newer,
      "data[].expressAccount": newer,
      "data[].mailPlatform": newer,
      "data[].cybergraphV2Enabled": newer,
    },
  },
  {
    name: "domain.get-internal-domain",
    sample: { file, pick: exchange("/api/domain/get-internal-domain") },
    ask: async (wire) => [await wire.post1("/api/domain/get-internal-domain", { data: [] })],
  },
  {
    name: "user.get-internal-users",
    sample: { file, pick: exchange("/api/user/get-internal-users") },
    ask: async (wire) => {
      const { domain } = wire.tenant.account;
      const body = { meta: { pagination: { pageSize: 500 } }, data: [{ domain }] };
      return [await wire.post1("/api/user/get-internal-users", body)];
    },
  },
];
