/** Whom the vendor calls in an emergency (actions reference, 2.20). */
export interface EmergencyContact {
  readonly contactName: string;
  readonly contactEmailAddress: string;
  readonly mobilePhone: string;
  readonly telephone: string;
  readonly alternateEmailAddresses: readonly string[];
}

/** Nobody, until somebody is named. */
export const nobody: EmergencyContact = {
  contactName: "",
  contactEmailAddress: "",
  mobilePhone: "",
  telephone: "",
  alternateEmailAddresses: [],
};
