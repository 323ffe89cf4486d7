import type { KeyForge } from "../key-forge.js";

/** A way in which the mail server hands copies of all mail over (actions reference, 2.19). */
export interface JournalService {
  readonly id: string;
  readonly settings: JournalSettings;
}

/** One of the two connections. */
export type JournalSettings = {
  readonly description: string;
  readonly enabled: boolean;
  readonly messageFormat: string;
  readonly removeJournalHeaders: boolean;
  readonly journalNonInternalAddresses: boolean;
  readonly journalUnknownInternalAddresses: boolean;
} & (
  | { readonly smtpJournalingConnection: JournalConnection }
  | { readonly pop3JournalingConnection: JournalConnection }
);

/** Values by the names of their fields. */
export type JournalConnection = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export class JournalBook {
  private readonly forge: KeyForge;
  private readonly services = new Map<string, JournalService>();
  private serial = 0;

  /** An account has one from its mail server. */
  constructor(forge: KeyForge, domain: string) {
    this.forge = forge;
    this.add({
      description: "Journal of the mail server",
      enabled: true,
      messageFormat: "exchange_env",
      removeJournalHeaders: false,
      journalNonInternalAddresses: false,
      journalUnknownInternalAddresses: false,
      smtpJournalingConnection: {
        emailAddress: `journal@${domain}`,
        usesTls: true,
        usesAuthentication: false,
      },
    });
  }

  list(): readonly JournalService[] {
    return [...this.services.values()];
  }

  find(id: string): JournalService | null {
    return this.services.get(id) ?? null;
  }

  add(settings: JournalSettings): JournalService {
    this.serial += 1;
    const blob = this.forge.make(`journal-${this.serial}`, { issue: 0, form: "base64url" });
    return this.put({ id: `eNoJournal${blob}`, settings });
  }

  put(service: JournalService): JournalService {
    this.services.set(service.id, service);
    return service;
  }

  remove(id: string): void {
    this.services.delete(id);
  }
}
