import type { EmulatedOperationName } from "../wire/routes.js";
import { accountHandlers } from "./account/index.js";
import { fileHandlers } from "./archive/get-file.js";
import { getMessageDetail } from "./archive/get-message-detail.js";
import { getMessageList } from "./archive/get-message-list.js";
import { getMessagePart } from "./archive/get-message-part.js";
import { searchArchive } from "./archive/search.js";
import { getArchiveSearchLogs, getSearchLogs } from "./archive-get-search-logs.js";
import { getViewLogs } from "./archive-get-view-logs.js";
import { getAuditCategories } from "./audit-get-categories.js";
import { getAuditEvents } from "./audit-get-events.js";
import { campaignHandlers } from "./awareness-campaign.js";
import {
  getPerformanceDetails,
  getPerformanceSummary,
  getScoreDetails,
  getScoreSummary,
  getWatchlistDetails,
  getWatchlistSummary,
} from "./awareness-company.js";
import { getCampaign, getCampaignUserData } from "./awareness-phishing.js";
import { getQueue, getTrainingDetails } from "./awareness-training.js";
import { hashHandlers } from "./byo-threat-intelligence.js";
import { snapshotHandlers } from "./config-snapshot/index.js";
import { directoryHandlers } from "./directories/index.js";
import { getLeakLogs } from "./dlp-get-logs.js";
import { domainHandlers } from "./domains/index.js";
import { emailHandlers } from "./email/index.js";
import { findProcessingMessages } from "./gateway-find-processing-messages.js";
import { getHeldReleaseLogs } from "./gateway-get-held-release-logs.js";
import { getHoldMessageList } from "./gateway-get-hold-message-list.js";
import { getHoldSummaryList } from "./gateway-get-hold-summary-list.js";
import { getRejections } from "./gateway-get-rejections.js";
import { rejectHeld } from "./gateway-hold-reject.js";
import { releaseHeld } from "./gateway-hold-release.js";
import { groupHandlers } from "./groups/index.js";
import type { Handler } from "./handler.js";
import { journalingHandlers } from "./journaling/index.js";
import { loginHandlers } from "./login/index.js";
import { deleteInternalSenders, deleteOfRecipient, deleteSenders } from "./managed-senders/bulk-delete.js";
import { permitOrBlockSenders } from "./managed-senders/permit-or-block.js";
import { createManagedUrls } from "./managed-url-create.js";
import { deleteManagedUrls } from "./managed-url-delete.js";
import { listManagedUrls } from "./managed-url-list.js";
import { getMessageInfo } from "./message-finder/get-message-info.js";
import { searchMessages } from "./message-finder/search.js";
import { issueToken } from "./oauth-token.js";
import { policyHandlers } from "./policies/index.js";
import { listGatewayFiles } from "./siem-batch-cg.js";
import { listIntegratedFiles } from "./siem-batch-ci.js";
import { getSiemLogs } from "./siem-get-logs.js";
import { streamGateway } from "./siem-stream-cg.js";
import { streamIntegrated } from "./siem-stream-ci.js";
import { subscriptionHandlers } from "./threat-subscriptions.js";
import {
  getReportedEmail,
  getThreatDetails,
  listReportedEmails,
  listThreatEvents,
} from "./threats-events.js";
import {
  countAttachmentScans,
  countGatewayDetections,
  countImpersonations,
  countPhishing,
  countSuspicious,
  countUnwanted,
  countUrlClicks,
  rankByRecipient,
  rankBySender,
} from "./threats-stats.js";
import { getAttachmentLogs } from "./ttp-attachment-get-logs.js";
import { getImpersonationLogs } from "./ttp-impersonation-get-logs.js";
import { createIncident, createIncidentV2 } from "./ttp-remediation-create.js";
import { findIncidents } from "./ttp-remediation-find-incidents.js";
import { getIncident } from "./ttp-remediation-get-incident.js";
import { searchHash } from "./ttp-remediation-search-hash.js";
import { getThreatFeed } from "./ttp-threat-intel-get-feed.js";
import { decodeUrls } from "./ttp-url-decode-url.js";
import { getUrlLogs } from "./ttp-url-get-logs.js";
import { userHandlers } from "./users/index.js";

/** One handler for each operation; one of the catalogue that is missing here answers 501. */
export const handlers: Readonly<Partial<Record<EmulatedOperationName, Handler>>> = {
  "oauth.token": issueToken,
  "siem.get-logs": getSiemLogs,
  "siem.batch.cg": listGatewayFiles,
  "siem.batch.ci": listIntegratedFiles,
  "siem.stream.cg": streamGateway,
  "siem.stream.ci": streamIntegrated,
  "ttp.url.get-logs": getUrlLogs,
  "ttp.attachment.get-logs": getAttachmentLogs,
  "ttp.impersonation.get-logs": getImpersonationLogs,
  "ttp.threat-intel.get-feed": getThreatFeed,
  "audit.get-audit-events": getAuditEvents,
  "audit.get-categories": getAuditCategories,
  "dlp.get-logs": getLeakLogs,
  "gateway.get-rejections": getRejections,
  "gateway.get-hold-message-list": getHoldMessageList,
  "gateway.find-held-messages": getHoldMessageList,
  "gateway.get-hold-summary-list": getHoldSummaryList,
  "gateway.get-held-release-logs": getHeldReleaseLogs,
  "gateway.hold-release": releaseHeld,
  "gateway.hold-reject": rejectHeld,
  "gateway.find-processing-messages": findProcessingMessages,
  "archive.search": searchArchive,
  "archive.get-message-list": getMessageList,
  "archive.get-message-detail": getMessageDetail,
  "archive.get-message-part": getMessagePart,
  ...fileHandlers,
  ...hashHandlers,
  ...campaignHandlers,
  ...subscriptionHandlers,
  "archive.get-search-logs": getSearchLogs,
  "archive.get-archive-search-logs": getArchiveSearchLogs,
  "archive.get-view-logs": getViewLogs,
  "ttp.remediation.create": createIncident,
  "ttp.remediation.v2.create": createIncidentV2,
  "ttp.remediation.find-incidents": findIncidents,
  "ttp.remediation.get-incident": getIncident,
  "ttp.remediation.search-hash": searchHash,
  "awareness-training.company.get-safe-score-details": getScoreDetails,
  "awareness-training.company.get-safe-score-summary": getScoreSummary,
  "awareness-training.company.get-performance-details": getPerformanceDetails,
  "awareness-training.company.get-performance-summary": getPerformanceSummary,
  "awareness-training.company.get-watchlist-details": getWatchlistDetails,
  "awareness-training.company.get-watchlist-summary": getWatchlistSummary,
  "awareness-training.phishing.campaign.get-campaign": getCampaign,
  "awareness-training.phishing.campaign.get-user-data": getCampaignUserData,
  "awareness-training.queue.get-queue": getQueue,
  "awareness-training.user.get-training-details": getTrainingDetails,
  "threats.events.list": listThreatEvents,
  "threats.events.get-details": getThreatDetails,
  "threats.stats.attachment-scans": countAttachmentScans,
  "threats.stats.gateway-detections": countGatewayDetections,
  "threats.stats.impersonations": countImpersonations,
  "threats.stats.phishing": countPhishing,
  "threats.stats.suspicious": countSuspicious,
  "threats.stats.unwanted": countUnwanted,
  "threats.stats.url-clicks": countUrlClicks,
  "threats.stats.threats-by-recipient": rankByRecipient,
  "threats.stats.threats-by-sender": rankBySender,
  "threat-reporting.reported-emails.list": listReportedEmails,
  "threat-reporting.reported-emails.get": getReportedEmail,
  "message-finder.search": searchMessages,
  "message-finder.get-message-info": getMessageInfo,
  "ttp.url.decode-url": decodeUrls,
  "ttp.url.create-managed-url": createManagedUrls,
  "ttp.url.get-all-managed-urls": listManagedUrls,
  "ttp.url.delete-managed-url": deleteManagedUrls,
  "managedsender.permit-or-block-sender": permitOrBlockSenders,
  "email.managed-senders.senders.bulk-delete": deleteSenders,
  "email.managed-senders.recipients.bulk-delete": deleteOfRecipient,
  "email.managed-senders.internal-addresses.bulk-delete": deleteInternalSenders,
  ...accountHandlers,
  ...directoryHandlers,
  ...domainHandlers,
  ...emailHandlers,
  ...groupHandlers,
  ...journalingHandlers,
  ...snapshotHandlers,
  ...loginHandlers,
  ...userHandlers,
  ...policyHandlers,
};
