import type { FidelityCase } from "../case.js";
import { exchange, member, whole } from "../samples.js";
import { readString } from "../wire.js";

const account = "/api/account/get-account";
export const refusals: readonly FidelityCase[] = [
  {
    name: "1.0: an unknown application id",
    sample: { file: "jupiterone/appId-auth-error.json", pick: exchange(account) },
    ask: async (wire) => [await wire.post1(account, { data: [] }, { applicationId: "INVALID" })],
  },
  {
    name: "1.0: a signature made with another application key",
    sample: { file: "jupiterone/appKey-auth-error.json", pick: exchange(account) },
    ask: async (wire) => [
      await wire.post1(account, { data: [] }, { applicationKey: "00000000-0000-4000-8000-000000000000" }),
    ],
  },
  {
    name: "2.0: a wrong client",
    sample: { file: "sekoia-automation/batch_and_error_shapes.json", pick: member("oauth_401") },
    ask: async (wire) => [await wire.token({ client_id: "nobody" })],
  },
  {
    name: "2.0: an operation of no product the application has",
    sample: { file: "sekoia-automation/batch_and_error_shapes.json", pick: member("batch_403") },
    ask: async (wire) => {
      const other = wire.tenant.administration.createApplication2({ products: ["Audit Events"] });
      const { clientId, clientSecret } = other.credentials;
      const { body } = await wire.token({ client_id: clientId, client_secret: clientSecret });
      const bearer = readString(body, "access_token");
      return [await wire.ask2("GET /siem/v1/batch/events/cg?type=receipt", undefined, bearer)];
    },
  },
  {
    name: "managedsender.permit-or-block-sender: a sender that is no address",
    sample: { file: "rapid7/mimecast/responses/permit_or_block_sender_bad.json.resp", pick: whole },
    ask: async (wire) => {
      const to = `someone@${wire.tenant.account.domain}`;
      const item = { sender: "bad_email", to, action: "block" };
      return [await wire.post1("/api/managedsender/permit-or-block-sender", { data: [item] })];
    },
  },
  {
    name: "ttp.url.delete-managed-url: an entry that isn't there",
    sample: { file: "rapid7/mimecast/responses/delete_managed_url_bad.json.resp", pick: whole },
    ask: async (wire) => {
      const id = "wOi3MCwjYFYhZfkYlp2RMAhvN30QSmqOT7D";
      return [await wire.post1("/api/ttp/url/delete-managed-url", { data: [{ id }] })];
    },
  },
];
