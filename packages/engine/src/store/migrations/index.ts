import { foundation } from "./0001-foundation.js";
import { connect } from "./0002-connect.js";
import { hours } from "./0003-hours.js";
import { naturalKeys } from "./0004-natural-keys.js";
import { snapshots } from "./0005-snapshots.js";
import { service } from "./0006-service.js";
import { timeline } from "./0007-timeline.js";
import { actions } from "./0008-actions.js";
import { usage } from "./0009-usage.js";
import { quarantine } from "./0010-quarantine.js";
import { retention } from "./0011-retention.js";
import { containments } from "./0012-containments.js";
import { notifications } from "./0013-notifications.js";
import { joinedEntries } from "./0014-joined-entries.js";
import { settled } from "./0015-settled.js";
import { replays } from "./0016-replays.js";
import { madeIds } from "./0017-made-ids.js";
import { clocks } from "./0018-clocks.js";
import { principals } from "./0019-principals.js";
import { usersOfCredentials } from "./0020-users-of-credentials.js";
import { spenders } from "./0021-spenders.js";
import { lessReading } from "./0022-less-reading.js";

/** In order; the schema's version is the number of those applied. A released one is never edited. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "0001-foundation", sql: foundation },
  { name: "0002-connect", sql: connect },
  { name: "0003-hours", sql: hours },
  { name: "0004-natural-keys", sql: naturalKeys },
  { name: "0005-snapshots", sql: snapshots },
  { name: "0006-service", sql: service },
  { name: "0007-timeline", sql: timeline },
  { name: "0008-actions", sql: actions },
  { name: "0009-usage", sql: usage },
  { name: "0010-quarantine", sql: quarantine },
  { name: "0011-retention", sql: retention },
  { name: "0012-containments", sql: containments },
  { name: "0013-notifications", sql: notifications },
  { name: "0014-joined-entries", sql: joinedEntries },
  { name: "0015-settled", sql: settled },
  { name: "0016-replays", sql: replays },
  { name: "0017-made-ids", sql: madeIds },
  { name: "0018-clocks", sql: clocks },
  { name: "0019-principals", sql: principals },
  { name: "0020-users-of-credentials", sql: usersOfCredentials },
  { name: "0021-spenders", sql: spenders },
  { name: "0022-less-reading", sql: lessReading },
];
