import { expect, test } from "vitest";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { archiveSearch } from "./archive-search.js";
import { archiveView } from "./archive-view.js";

const search = {
  createTime: "2025-03-01T09:33:29+0000",
  emailAddr: "admin@corp.example",
  source: "archive",
  searchText: "None",
  searchReason: "Case 7",
  description: "Message Tracking Search",
  searchPath: "/foo",
  isAdmin: "true",
  museQuery: "",
};

test("a search of the archive has who searched, and its details where SIEMs know them", () => {
  expect(ecsOf(archiveSearch, search)).toMatchObject({
    "@timestamp": "2025-03-01T09:33:29.000Z",
    event: { kind: "event", category: ["api"], type: ["admin"], action: "archive-search", reason: "Case 7" },
    user: { email: "admin@corp.example", name: "admin", domain: "corp.example" },
    related: { user: ["admin@corp.example", "admin"] },
    mimecast: {
      search_details: {
        source: "archive",
        text: "None",
        reason: "Case 7",
        description: "Message Tracking Search",
        path: "/foo",
        isAdmin: true,
      },
    },
  });
});

test("a search of the system's own has no user", () => {
  const document = ecsOf(archiveSearch, { ...search, emailAddr: "<>", searchText: "", searchReason: "" });
  expect(document).not.toHaveProperty("user");
  expect(document).not.toHaveProperty("mimecast.search_details.text");
});

test("in OCSF a search is reading: of the archive, by whom, for what reason", () => {
  expect(ocsfOf(archiveSearch, search)).toMatchObject({
    class_uid: 3004,
    activity_id: 2,
    metadata: { product: { name: "Email Archive" } },
    entity: { name: "archive", type: "Archive search", type_id: 99 },
    actor: { user: { name: "admin@corp.example" } },
    comment: "Case 7",
  });
});

const view = {
  viewer: "admin@corp.example",
  source: "Message Tracking",
  viewed: "2025-03-01T09:33:29+0000",
  from: "ann@b.example",
  to: "bo@corp.example",
  subject: "Plan",
  messageDate: "2025-02-28T08:00:00+0000",
  contentViewed: true,
  discoveryCase: false,
};

test("a look at an archived mail has who looked, and the mail", () => {
  expect(ecsOf(archiveView, view)).toMatchObject({
    event: { category: ["api"], type: ["access"], action: "archive-view" },
    user: { email: "admin@corp.example" },
    email: {
      from: { address: ["ann@b.example"] },
      to: { address: ["bo@corp.example"] },
      subject: "Plan",
      origination_timestamp: "2025-02-28T08:00:00.000Z",
    },
    mimecast: { source: "Message Tracking", contentViewed: true, discoveryCase: false },
  });
  expect(ocsfOf(archiveView, view)).toMatchObject({
    class_uid: 3004,
    activity_id: 2,
    entity: { type_id: 6, email: { from: "ann@b.example", to: ["bo@corp.example"] } },
    actor: { user: { name: "admin@corp.example" } },
  });
});
