import type { FidelityCase } from "../case.js";
import { each, whole } from "../samples.js";
import { at, type Reply, type Wire } from "../wire.js";

const paging = {
  "meta.pagination": "one recording has it, another hasn't",
  "meta.pagination.totalCount": "one recording lacks it beside a page size of 0",
  "meta.pagination.next": "there is more mail here than on the recorded page",
};
const keeper = { _note: "a remark of the sample's keeper" };

const searchPath = "/api/message-finder/search";

const when = (time: number) => new Date(time).toISOString().replace(/\.\d+Z/, "+0000");

function search(wire: Wire, status?: string): Promise<Reply> {
  const now = wire.tenant.clock.now();
  const span = { start: when(now - 2 * 86_400_000), end: when(now) };
  const advancedTrackAndTraceOptions = { to: wire.tenant.account.domain };
  const item = { searchReason: "", ...span, advancedTrackAndTraceOptions };
  return wire.post1(searchPath, { data: [status === undefined ? item : { ...item, status: [status] }] });
}

const listHeld = (wire: Wire) =>
  wire.post1("/api/gateway/get-hold-message-list", {
    meta: { pagination: { pageSize: 10 } },
    data: [{ admin: true }],
  });

export const mail: readonly FidelityCase[] = [
  {
    name: "message-finder.search: archived mail",
    sample: { file: "xsoar/search_message_response.json", pick: whole },
    ask: async (wire) => [await search(wire, "archived")],
    known: paging,
  },
  {
    name: "message-finder.search: rejected mail",
    sample: { file: "rapid7/mimecast/responses/search_message_tracking.json.resp", pick: whole },
    ask: async (wire) => [await search(wire, "rejected")],
    known: {
      ...paging,
      "data[].trackedEmails[].fromHdr.displayableName": "the recorded header names nobody",
      "data[].trackedEmails[].attachments": "the other recording of this call has it",
    },
  },
  {
    name: "message-finder.get-message-info",
    sample: { file: "xsoar/get_message_info_response.excerpt.json", pick: whole },
    ask: async (wire) => {
      const found = at((await search(wire, "archived")).body, "data", 0, "trackedEmails");
      const ids = (Array.isArray(found) ? found : []).slice(0, 40).map((mail) => at(mail, "id"));
      return Promise.all(
        ids.map((id) => wire.post1("/api/message-finder/get-message-info", { data: [{ id }] })),
      );
    },
    known: {
      ...keeper,
      "data[].recipientInfo.messageInfo.transmissionInfo": "left out of the sample by its keeper",
      "data[].deliveredMessage.*.messageInfo.transmissionInfo": "left out of the sample by its keeper",
      "data[].spamInfo.spamProcessingDetail.verdict":
        "documented; the recorded mail was of nobody's interest",
      "data[].spamInfo.spamProcessingDetail.spamVerdict": "the other name of the verdict",
    },
  },
  {
    name: "gateway.get-hold-message-list",
    sample: { file: "xsoar/list_hold_messages_response.excerpt.json", pick: whole },
    ask: async (wire) => {
      const first = await listHeld(wire);
      const pageToken = at(first.body, "meta", "pagination", "next");
      const body = { meta: { pagination: { pageSize: 10, pageToken } }, data: [] };
      return [first, await wire.post1("/api/gateway/get-hold-message-list", body)];
    },
    known: keeper,
  },
  {
    name: "gateway.hold-reject",
    sample: { file: "xsoar/reject_hold_message_response.json", pick: whole },
    ask: async (wire) => {
      const id = at((await listHeld(wire)).body, "data", 0, "id");
      const item = {
        ids: [id],
        message: "",
        reasonType: "MESSAGE CONTAINS UNDESIRABLE CONTENT",
        notify: false,
      };
      return [await wire.post1("/api/gateway/hold-reject", { data: [item] })];
    },
  },
  {
    name: "archive.get-view-logs",
    sample: { file: "xsoar/get_view_logs_response.json", pick: each },
    ask: async (wire) => {
      const now = wire.tenant.clock.now();
      const item = { start: when(now - 2 * 86_400_000), end: when(now) };
      const body = { meta: { pagination: { pageSize: 2 } }, data: [item] };
      return [await wire.post1("/api/archive/get-view-logs", body)];
    },
  },
];
