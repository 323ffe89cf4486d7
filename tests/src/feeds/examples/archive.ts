import { emptied, type FeedExample, localTime, vendorTime } from "./example.js";

export const archive: Readonly<Record<string, FeedExample>> = {
  "archive-search": {
    full: (time, number) => ({
      createTime: vendorTime(time),
      emailAddr: "ada@corp.example",
      source: "archive",
      searchText: `invoice ${number}`,
      searchReason: "case 7",
      description: "Archive search",
      searchPath: "",
      isAdmin: true,
      museQuery: "",
    }),
    bare: (number) => ({ emailAddr: "<>", searchText: `invoice ${number}` }),
    spellings: (record) => [
      { ...record, isAdmin: "true", emailAddr: "Ada@Corp.example" },
      { ...record, createTime: localTime(Date.parse(String(record["createTime"])), -4) },
      ...emptied(record, "searchPath", "museQuery"),
    ],
  },
  "archive-view": {
    full: (time, number) => ({
      viewer: "ada@corp.example",
      source: "archive",
      viewed: vendorTime(time),
      from: "ann@sender.example",
      to: "bo@corp.example",
      subject: `Plan ${number}`,
      messageDate: vendorTime(time - 86_400_000),
      contentViewed: true,
      discoveryCase: false,
    }),
    bare: (number) => ({ viewer: `ada-${number}@corp.example`, viewed: null }),
    spellings: (record) => [
      { ...record, contentViewed: "true", discoveryCase: "false" },
      { ...record, viewed: localTime(Date.parse(String(record["viewed"])), 1) },
    ],
  },
};
