/** A further address of a user: mail to it is theirs. */
export interface Alias {
  readonly alias: string;
  readonly aliasFor: string;
}

/** The alternate addresses of the company's people. */
export class AliasBook {
  private readonly users = new Map<string, string>();

  list(): Alias[] {
    return [...this.users].map(([alias, aliasFor]) => ({ alias, aliasFor }));
  }

  of(emailAddress: string): Alias[] {
    return this.list().filter(({ aliasFor }) => aliasFor === emailAddress.toLowerCase());
  }

  has(address: string): boolean {
    return this.users.has(address.toLowerCase());
  }

  /** The address of the user behind an alias; any other stays what it is. */
  resolve(address: string): string {
    return this.users.get(address.toLowerCase()) ?? address;
  }

  /** An alias belongs to one user: the latest. */
  put({ alias, aliasFor }: Alias): Alias {
    const put = { alias: alias.toLowerCase(), aliasFor: aliasFor.toLowerCase() };
    this.users.set(put.alias, put.aliasFor);
    return put;
  }

  remove(alias: string): boolean {
    return this.users.delete(alias.toLowerCase());
  }
}
