import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** API 1.0: signatures, the keys behind them, and the logins that make keys. */
export const signingGuesses = {
  missingHeaderStatus: guess(oneOf([400, 401], "a signed call without one of its headers"), {
    usual: 400,
    source: "feeds 2.3",
  }),
  staleDateCode: guess(
    word(
      ["err_xdk_invalid_signature", "err_xdk_client_unauthorized"],
      "the code, with 401, of a signature whose `x-mc-date` is too far off",
    ),
    { usual: "err_xdk_invalid_signature", source: "feeds 2.1, 10.2" },
  ),
  headerDateZones: guess(
    word(
      ["either", "UTC"],
      "the zone at the end of `x-mc-date`: `UTC`, or `GMT` too, as an older page shows",
    ),
    { usual: "either", source: "feeds 2.1" },
  ),
  repeatedRequestId: guess(
    word(["accepted", "refused"], "a second call with the `x-mc-req-id` of one before"),
    { usual: "accepted", source: "feeds 2.1" },
  ),
  unknownApplicationStatus: guess(
    oneOf(
      [200, 401],
      "the status of `err_developer_key`: of an application that is unknown, disabled or new",
    ),
    { usual: 200, source: "actions 1.6, 5.11" },
  ),
  newApplicationSigns: guess(
    flag("in the 30 minutes in which no keys can be made, keys made otherwise sign all the same"),
    { usual: false, source: "actions 5.6" },
  ),
  endedKeysStatus: guess(
    oneOf(
      [401, 418],
      "keys that ended with their user's password, their user or their application: as unknown ones, or as expired ones",
    ),
    { usual: 401, source: "actions 5.2, 5.11" },
  ),
  revokedKeysStatus: guess(
    oneOf(
      [401, 418],
      "keys that were revoked (`tenant.application.revokeKeys()`): as unknown or as expired ones",
    ),
    { usual: 418, source: "actions 5.7" },
  ),
  keysReturnWithUser: guess(flag("keys of a user who was disabled are good again when the user is enabled"), {
    usual: false,
    source: "actions 5.2",
  }),
  signedWithoutPermission: guess(
    word(
      ["status", "fail"],
      "a signed call without the permission: 403, or 200 with the code in `fail` alone",
    ),
    { usual: "status", source: "feeds 2.3, actions 5.11" },
  ),
  refusedLoginStatus: guess(oneOf([401, 403], "a login with a wrong user name or password"), {
    usual: 401,
    source: "feeds 2.3",
  }),
  revokedKeyRenewal: guess(
    word(
      ["new-keys", "refused"],
      "a login with an old access key that was revoked or ended: it makes other keys, or fails",
    ),
    { usual: "new-keys", source: "actions 5.7" },
  ),
  endlessDurationYears: guess(
    whole("what a login tells as `duration` of keys that never expire", { least: 0, most: 1000 }),
    { usual: 100, source: "feeds 2.2" },
  ),
  extendOnValidate: guess(flag("what a login tells as `extendOnValidate`"), {
    usual: false,
    source: "feeds 2.2, actions 2.23",
  }),
  lastUserToken: guess(flag("what a login tells as `lastUserToken`"), {
    usual: false,
    source: "feeds 2.2, actions 2.23",
  }),
  bindingsPerUser: guess(
    whole(
      "how many keys a user can have of one application, before the oldest end; 0: without end. A limit is known, its number isn't",
      { least: 0, most: 1000 },
    ),
    { usual: 0, source: "feeds 2.2, actions 2.23" },
  ),
  logoutOfOthers: guess(word(["refused", "ended"], "a logout that names the access key of another user"), {
    usual: "refused",
    source: "actions 2.23",
  }),
};
