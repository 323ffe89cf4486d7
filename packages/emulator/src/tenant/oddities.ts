/** The vendor's oddities and the guesses that can be switched; all off by default. */
export interface Oddities {
  /** A filtered list of managed URLs leaves entries out; the whole list has them. */
  readonly unreliableManagedUrlFilters: boolean;
  /** A managed URL that blocks exactly one URL does nothing where that has a query, as users report. */
  readonly queryBlocksNeverFire: boolean;
  readonly siemTokenMissingAtEnd: boolean;
  /** The last objects of a threat feed come without a token, not only the answer behind them. */
  readonly threatTokenMissingOnLastPage: boolean;
  /** How calls from outside the admin IP ranges are refused; nobody has documented it. Default 403. */
  readonly ipRefusedStatus: 401 | 403;
  /** `start` and `end` of remediation incidents mean their last change, not their creation. */
  readonly incidentsByModified: boolean;
  /** Of a delegate call, `delegateAddress` receives the right and `primaryAddress` is the mailbox. */
  readonly invertedDelegates: boolean;
  /** The users of API 2.0 and the delegates answer 404, as accounts of Cloud Integrated alone do. */
  readonly withoutGatewayUsers: boolean;
  /** Outbound addresses are read as objects, where the description has texts. */
  readonly outboundAddressObjects: boolean;
  /** `directory.execute-sync` answers 504, though the synchronisation has started. */
  readonly syncAnswers504: boolean;
  /** What the list of Blocked Senders policies of API 2.0 stands under; sources differ. Default `definitions`. */
  readonly blockedSendersListKey: "definitions" | "policies";
  /** What API 2.0 calls the id of a new policy; sources differ. Default both. */
  readonly createdPolicyId: "id" | "policyId" | "both";
  /** The list of webhooks is the body itself, not under `value`. */
  readonly bareSubscriptionList: boolean;
}

export const noOddities: Oddities = {
  unreliableManagedUrlFilters: false,
  queryBlocksNeverFire: false,
  siemTokenMissingAtEnd: false,
  threatTokenMissingOnLastPage: false,
  ipRefusedStatus: 403,
  incidentsByModified: false,
  invertedDelegates: false,
  withoutGatewayUsers: false,
  outboundAddressObjects: false,
  syncAnswers504: false,
  blockedSendersListKey: "definitions",
  createdPolicyId: "both",
  bareSubscriptionList: false,
};
