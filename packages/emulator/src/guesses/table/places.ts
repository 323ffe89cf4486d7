import { flag, oneOf, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Where a call comes from, and to which of the vendor's hosts. */
export const placeGuesses = {
  ipRefusedStatus: guess(oneOf([401, 403], "how calls from outside the admin IP ranges are refused"), {
    usual: 403,
    source: "feeds 2.4, 10.1",
  }),
  ipRefusedFirst: guess(flag("an address outside the ranges is told before bad credentials"), {
    usual: false,
    source: "actions 5.10",
  }),
  ipRangesHoldForBearers: guess(flag("the ranges hold for calls with a bearer token"), {
    usual: true,
    source: "actions 5.11",
  }),
  ipRangesHoldForTokens: guess(flag("the ranges hold for token requests"), {
    usual: true,
    source: "actions 5.11",
  }),
  ipRangesHoldForDiscovery: guess(flag("the ranges hold for discovery"), {
    usual: false,
    source: "actions 5.10",
  }),
  ipRangesHoldForDownloads: guess(flag("the ranges hold for presigned links to files"), {
    usual: false,
    source: "actions 5.10",
  }),
  wrongRegionCode: guess(
    word(
      ["err_xdk_client_unauthorized", "err_audit_log_incorrect_region"],
      "what calls other than those below `/api/audit/` answer in a wrong region: 401 or 403 with this code",
    ),
    { usual: "err_xdk_client_unauthorized", source: "feeds 1.1, 2.3" },
  ),
  wrongRegionFirst: guess(flag("a wrong region is told before a bad signature"), {
    usual: false,
    source: "feeds 1.1",
  }),
  discoveryHostElsewhere: guess(
    word(["wrong-region", "unknown-path"], "what the discovery host answers to any call but discovery"),
    { usual: "wrong-region", source: "feeds 1.1" },
  ),
  discoveryHosts: guess(word(["all", "discovery-host"], "which hosts answer discovery"), {
    usual: "all",
    source: "feeds 1.2",
  }),
  discoveryOfUnknown: guess(
    word(["empty", "Basic-Cloud"], "what discovery tells as `authenticate` of an address nobody has"),
    { usual: "empty", source: "feeds 1.2" },
  ),
  discoveryOfStaff: guess(
    word(
      ["known", "unknown"],
      "what discovery says of people of the company who have no sign-in of their own",
    ),
    { usual: "known", source: "feeds 1.2" },
  ),
  discoveryChecksApplication: guess(flag("discovery looks whether the application exists and is enabled"), {
    usual: true,
    source: "feeds 1.2",
  }),
  regionCode: guess(
    word(
      ["host", "upper-case"],
      "`region.code` of discovery: what stands before `-api` in the host's name, or that in capitals",
    ),
    { usual: "host", source: "feeds 1.2" },
  ),
  offshoreLabel: guess(word(["je", "jer"], "what the Offshore host begins with, as discovery tells it"), {
    usual: "je",
    source: "feeds 1.1, 10.7",
  }),
  foreignGateway: guess(
    word(["serves", "refuses"], "a regional gateway of API 2.0 asked by an account of another region"),
    { usual: "serves", source: "feeds 1.3" },
  ),
  tokensOfOtherGateways: guess(
    word(["good", "refused"], "a token that another gateway of API 2.0 has issued"),
    { usual: "good", source: "feeds 1.3" },
  ),
};
