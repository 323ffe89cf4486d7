import { emptied, type FeedExample, localTime, vendorTime } from "./example.js";

const person = (number: number) => ({ name: `Bo ${number}`, department: "Sales" });
const email = (number: number) => `bo-${number}@corp.example`;

export const awareness: Readonly<Record<string, FeedExample>> = {
  "awareness-scores": {
    full: (_time, number) => ({
      emailAddress: email(number),
      ...person(number),
      risk: "B",
      humanError: "A",
      sentiment: "B",
      engagement: "C",
      knowledge: "A",
      userState: 0,
    }),
    bare: (number) => ({ emailAddress: email(number), risk: "A", humanError: null }),
    spellings: (record) => [
      { ...record, emailAddress: String(record["emailAddress"]).toUpperCase(), userState: "0" },
    ],
  },
  "awareness-watchlist": {
    full: (_time, number) => ({ email: email(number), ...person(number), watchlistCount: 2, userState: 0 }),
    bare: (number) => ({ email: email(number), watchlistCount: 1 }),
    spellings: (record) => [{ ...record, watchlistCount: "2", userState: "0" }],
  },
  "awareness-performance": {
    full: (_time, number) => ({
      email: email(number),
      ...person(number),
      numCorrect: 5,
      numIncorrect: 1,
      numNotWatched: 2,
      userState: 0,
    }),
    bare: (number) => ({ email: email(number), numCorrect: 0, numNotWatched: 0 }),
    spellings: (record) => [{ ...record, numCorrect: "5", userState: "0" }],
  },
  "phishing-campaigns": {
    full: (time, number) => ({
      ...person(number),
      email: email(number),
      templateName: "Parcel",
      status: "clicked",
      timeScheduled: vendorTime(time),
      timeOpened: vendorTime(time + 60_000),
      timeClicked: vendorTime(time + 90_000),
      timeScanned: null,
      timeSubmitted: null,
      timeReported: null,
      reactionTime: 90,
      clickedIp: "198.51.100.7",
      numCampaignsSent: 3,
      numCampaignsClicked: 1,
      numCampaignsScanned: 0,
      numCampaignsClickedScanned: 0,
      numCorrectAnswers: 4,
      numIncorrectAnswers: 1,
      numTrainingModulesAssigned: 5,
      userState: 0,
    }),
    bare: (number) => ({ email: email(number), templateName: null, timeClicked: null }),
    spellings: (record) => [
      { ...record, timeScheduled: localTime(Date.parse(String(record["timeScheduled"])), 2) },
      { ...record, numCampaignsSent: "3" },
      ...emptied(record, "timeReported", "timeScanned", "timeSubmitted"),
    ],
  },
};
