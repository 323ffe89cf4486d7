import type { FidelityCase } from "../case.js";
import { whole } from "../samples.js";
import { at, type Wire } from "../wire.js";

const answers = (name: string) => ({ file: `rapid7/mimecast/responses/${name}.json.resp`, pick: whole });

const paths = {
  createUrl: "/api/ttp/url/create-managed-url",
  listUrls: "/api/ttp/url/get-all-managed-urls",
  deleteUrl: "/api/ttp/url/delete-managed-url",
  createPolicy: "/api/policy/blockedsenders/create-policy",
  findGroups: "/api/directory/find-groups",
};

const createUrl = (wire: Wire, url: string, action: string) =>
  wire.post1(paths.createUrl, { data: [{ url, action, matchType: "explicit" }] });

const createPolicy = (wire: Wire) => {
  const policy = {
    description: "Written by a client",
    fromPart: "envelope_from",
    from: { type: "everyone" },
    to: { type: "everyone" },
    fromType: "everyone",
    toType: "everyone",
  };
  return wire.post1(paths.createPolicy, { data: [{ option: "block_sender", policy }] });
};

async function createGroup(wire: Wire, description: string): Promise<unknown> {
  const { body } = await wire.post1("/api/directory/create-group", { data: [{ description }] });
  return at(body, "data", 0, "id");
}

export const containment: readonly FidelityCase[] = [
  {
    name: "managedsender.permit-or-block-sender",
    sample: answers("block_sender"),
    ask: async (wire) => {
      const item = {
        sender: "lures@bad.example",
        to: wire.tenant.campaigns()[0]?.recipients[0],
        action: "block",
      };
      return [await wire.post1("/api/managedsender/permit-or-block-sender", { data: [item] })];
    },
  },
  {
    name: "policy.blockedsenders.create-policy",
    sample: answers("create_blocked_sender_policy"),
    ask: async (wire) => [await createPolicy(wire)],
  },
  {
    name: "policy.blockedsenders.delete-policy",
    sample: answers("delete_blocked_sender_policy"),
    ask: async (wire) => {
      const id = at((await createPolicy(wire)).body, "data", 0, "id");
      return [await wire.post1("/api/policy/blockedsenders/delete-policy", { data: [{ id }] })];
    },
  },
  {
    name: "ttp.url.create-managed-url",
    sample: answers("create_managed_url"),
    ask: async (wire) => [await createUrl(wire, "https://www.created.example/", "permit")],
  },
  {
    name: "ttp.url.get-all-managed-urls: the first page of several",
    sample: answers("get_managed_url"),
    ask: async (wire) => {
      for (let count = 0; count < 12; count += 1) {
        const url = `https://listed${String(count)}.example/`;
        await createUrl(wire, url, count % 2 === 0 ? "block" : "permit");
      }
      return [await wire.post1(paths.listUrls, { data: [] })];
    },
  },
  {
    name: "ttp.url.delete-managed-url",
    sample: answers("delete_managed_url"),
    ask: async (wire) => {
      const id = at((await createUrl(wire, "https://deleted.example/", "block")).body, "data", 0, "id");
      return [await wire.post1(paths.deleteUrl, { data: [{ id }] })];
    },
  },
  {
    name: "ttp.url.decode-url",
    sample: answers("decode_url"),
    ask: async (wire) => {
      const url = wire.tenant.rewrite("https://www.decoded.example/page");
      return [await wire.post1("/api/ttp/url/decode-url", { data: [{ url }] })];
    },
  },
  {
    name: "directory.find-groups",
    sample: answers("find_groups"),
    ask: async (wire) => {
      await createGroup(wire, "Found by a client");
      return [await wire.post1(paths.findGroups, { data: [] })];
    },
  },
  {
    name: "directory.add-group-member",
    sample: answers("add_group_member"),
    ask: async (wire) => {
      const id = await createGroup(wire, "Joined by a client");
      const emailAddress = `someone@${wire.tenant.account.domain}`;
      return [await wire.post1("/api/directory/add-group-member", { data: [{ id, emailAddress }] })];
    },
  },
];
