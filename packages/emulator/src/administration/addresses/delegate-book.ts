/** Somebody may open the mailbox of somebody else. */
export interface Delegation {
  /** Whom it is allowed to. */
  readonly reader: string;
  readonly mailbox: string;
}

export class DelegateBook {
  private held: readonly Delegation[] = [];

  list(): readonly Delegation[] {
    return this.held;
  }

  /** Once is enough: repeating it changes nothing. */
  add({ reader, mailbox }: Delegation): void {
    if (!this.mayOpen(reader, mailbox)) this.held = [...this.held, { reader, mailbox }];
  }

  remove(delegation: Delegation): boolean {
    const before = this.held.length;
    this.held = this.held.filter(
      ({ reader, mailbox }) => reader !== delegation.reader || mailbox !== delegation.mailbox,
    );
    return this.held.length < before;
  }

  mayOpen(reader: string, mailbox: string): boolean {
    return this.held.some((one) => one.reader === reader && one.mailbox === mailbox);
  }
}
