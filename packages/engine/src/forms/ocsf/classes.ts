/** Numbers of the OCSF 1.8.0 classes that Mimecast's records belong to. */
export const ocsfClasses = {
  baseEvent: 0,
  detectionFinding: 2004,
  incidentFinding: 2005,
  dataSecurityFinding: 2006,
  accountChange: 3001,
  authentication: 3002,
  entityManagement: 3004,
  userAccess: 3005,
  groupManagement: 3006,
  emailActivity: 4009,
  osintInventoryInfo: 5021,
  apiActivity: 6003,
  datastoreActivity: 6005,
  remediationActivity: 7001,
} as const;
