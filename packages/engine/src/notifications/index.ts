export type { Channel, ChannelTarget, NewChannel } from "./channel.js";
export { createChannelStore } from "./channels.js";
export { type NoticeKind, noticeKinds } from "./notice.js";
export { createNotifications, type Notifications } from "./notifications.js";
export { isTimeZone } from "./quiet-hours.js";
