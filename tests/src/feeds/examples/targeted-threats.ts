import { emptied, type FeedExample, localTime, vendorTime } from "./example.js";

const mail = (number: number) => ({
  subject: `Quarterly plan ${number}`,
  messageId: `<m${number}@sender.example>`,
});

export const targetedThreats: Readonly<Record<string, FeedExample>> = {
  "ttp-url": {
    full: (time, number) => ({
      ...mail(number),
      userEmailAddress: "bo@corp.example",
      fromUserEmailAddress: "ann@sender.example",
      url: `https://lure.example/${number}?id=7`,
      ttpDefinition: "Inbound URL",
      action: "block",
      actions: "Block",
      adminOverride: "N/A",
      userOverride: "None",
      userAwarenessAction: "N/A",
      scanResult: "malicious",
      category: "Phishing & Fraud",
      sendingIp: "192.0.2.10",
      date: vendorTime(time),
      route: "inbound",
      creationMethod: "User Click",
      emailPartsDescription: ["Body"],
      tagMap: { DangerousFileExt: { Status: ["VerdictBlock"] } },
    }),
    bare: (number) => ({ userEmailAddress: "bo@corp.example", url: `https://lure.example/${number}` }),
    spellings: (record) => [
      { ...record, date: localTime(Date.parse(String(record["date"])), -4) },
      { ...record, messageId: String(record["messageId"]).replaceAll(/[<>]/g, "") },
      { ...record, userEmailAddress: "BO@Corp.example", route: "INBOUND" },
      ...emptied(record, "adminOverride", "userOverride"),
    ],
  },
  "ttp-attachment": {
    full: (time, number) => ({
      ...mail(number),
      senderAddress: "ann@sender.example",
      recipientAddress: "bo@corp.example",
      fileName: `plan-${number}.xlsx`,
      fileType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      fileHash: "a7".repeat(32),
      result: "malicious",
      actionTriggered: "user release, none",
      date: vendorTime(time),
      details: "Malicious      \r\nTime taken: 0 hrs, 1 min, 2 sec",
      route: "inbound",
      definition: "Inbound sandbox",
    }),
    bare: (number) => ({ fileHash: "a7".repeat(32), fileName: `plan-${number}.xlsx` }),
    spellings: (record) => [
      { ...record, result: "Malicious" },
      { ...record, actionTriggered: "user release, N/A" },
      { ...record, date: localTime(Date.parse(String(record["date"])), 1) },
    ],
  },
  "ttp-impersonation": {
    full: (time, number) => ({
      ...mail(number),
      id: `MTOKEN:eNoExample${number}`,
      senderAddress: "ceo@c0rp.example",
      recipientAddress: "bo@corp.example",
      definition: "Default",
      hits: 2,
      identifiers: ["internal_user_name", "newly_observed_domain"],
      action: "hold",
      taggedExternal: false,
      taggedMalicious: true,
      senderIpAddress: "192.0.2.10",
      eventTime: vendorTime(time),
      impersonationResults: [
        {
          impersonationDomainSource: "internal_user_name",
          similarDomain: "Bo <bo@c0rp.example>",
          stringSimilarToDomain: "Bo",
          checkerResult: "hit",
        },
      ],
    }),
    bare: (number) => ({ id: `MTOKEN:eNoExample${number}`, identifiers: ["internal_user_name"] }),
    spellings: (record) => [
      { ...record, taggedMalicious: "true", hits: "2" },
      { ...record, eventTime: localTime(Date.parse(String(record["eventTime"])), 7) },
    ],
  },
};
