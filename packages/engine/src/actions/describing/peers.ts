import type { OperationName } from "@postern/mimecast";

/** Other connectors for Mimecast, as they call themselves; seen in their source or their documents in 2026. */
const peers = {
  XS: "Cortex XSOAR",
  R7: "Rapid7 InsightConnect",
  SP: "Splunk SOAR",
  SW: "Swimlane",
  CH: "Google SecOps",
  WY: "WYRE mimecast-mcp",
  PM: "PSMimecast",
  MP: "MimecastPS",
  FS: "FortiSOAR",
  CY: "Cyware",
  DV: "Devo",
  SK: "Sekoia",
} as const;

type Peer = keyof typeof peers;

/**
 * Which of them make a call, by the call: whoever has it can do what an action does that makes it first. A question mark
 * stands behind those that only name it. Lists that aren't public (Tines, most of Swimlane) can't be told.
 */
const callers: Readonly<Partial<Record<OperationName, readonly (Peer | `${Peer}?`)[]>>> = {
  "managedsender.permit-or-block-sender": ["XS", "R7", "SP", "CH", "FS?", "SK"],
  "email.managed-senders.senders.bulk-delete": ["SK"],
  "policy.blockedsenders.create-policy": ["XS", "R7", "CH", "FS", "CY", "DV", "SK"],
  "policy.blockedsenders.get-policy": ["XS", "CY", "SK"],
  "policy-management.blocked-senders.policies.update": ["XS", "FS"],
  "policy.blockedsenders.delete-policy": ["XS", "R7", "FS", "CY?", "SK"],
  "ttp.url.create-managed-url": ["XS", "R7", "SP", "SW", "MP", "CY"],
  "ttp.url.get-all-managed-urls": ["XS", "R7", "SP", "MP", "CY"],
  "ttp.url.delete-managed-url": ["R7", "SP", "MP", "CY?"],
  "ttp.url.decode-url": ["XS", "R7", "SP", "MP", "FS", "CY", "SK"],
  "directory.find-groups": ["XS", "R7", "SP", "MP", "FS?", "DV"],
  "directory.get-group-members": ["XS", "SP", "MP", "CY"],
  "directory.add-group-member": ["XS", "R7", "SP", "SW", "MP", "FS", "CY", "DV"],
  "directory.remove-group-member": ["XS", "R7", "SP", "SW", "MP"],
  "directory.create-group": ["XS", "MP", "CY"],
  "directory.update-group": ["XS", "MP"],
  "gateway.get-hold-message-list": ["XS", "PM", "MP", "CY", "DV"],
  "gateway.get-hold-summary-list": ["XS", "PM", "MP"],
  "gateway.hold-release": ["XS", "CH", "PM", "DV"],
  "gateway.hold-reject": ["XS", "CH", "PM", "DV"],
  "message-finder.search": ["XS", "R7", "SP", "SW", "WY", "FS", "SK"],
  "message-finder.get-message-info": ["XS", "SP", "WY", "FS", "CY", "SK"],
  "gateway.find-processing-messages": ["XS", "MP"],
  "email.get-email-queues": ["XS"],
  "archive.search": ["XS", "SW", "CH", "MP", "FS"],
  "archive.get-message-list": ["XS", "MP", "FS"],
  "archive.get-message-detail": ["XS", "MP", "FS", "CY", "DV"],
  "archive.get-message-part": ["XS", "MP", "FS", "CY", "DV"],
  "archive.get-file": ["XS", "SW", "CY"],
  "ttp.remediation.create": ["XS", "SW", "CY"],
  "ttp.remediation.get-incident": ["XS", "CY"],
  "ttp.remediation.find-incidents": ["WY", "CY"],
  "ttp.remediation.search-hash": ["XS"],
  "policy.antispoofing-bypass.create-policy": ["XS", "CY"],
  "policy.antispoofing-bypass.update-policy": ["XS", "CY"],
  "policy.address-alteration.create-policy": ["XS", "SW", "CY"],
  "policy.address-alteration.update-policy": ["XS", "SW", "CY"],
  "policy.address-alteration.create-address-alteration-set": ["CY"],
  "policy.address-alteration.create-definition": ["CY"],
  "policy.webwhiteurl.create-policy-with-targets": ["CY"],
  "account.get-account": ["XS", "MP", "CY"],
  "user.update-user": ["PM"],
  "user.get-profile": ["PM"],
  "user.get-aliases": ["FS"],
  "directory.get-connection": ["PM"],
  "directory.execute-sync": ["PM"],
  "account.get-support-info": ["MP"],
  "account.get-dashboard-notifications": ["MP"],
};

/** The connectors that make a call, by name. */
export function peersOf(operation: OperationName | undefined): readonly string[] {
  const found = operation === undefined ? [] : (callers[operation] ?? []);
  return found.map((code) => {
    const isNamedOnly = code.endsWith("?");
    const name = peers[(isNamedOnly ? code.slice(0, -1) : code) as Peer];
    return isNamedOnly ? `${name} (named only)` : name;
  });
}
