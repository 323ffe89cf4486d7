/** A definition with the id it goes by. */
export type Kept<Draft> = Draft & { readonly id: string };

/** What policies of a family apply, kept by id, oldest first. */
export class DefinitionBook<Draft extends object> {
  private readonly kept = new Map<string, Kept<Draft>>();
  private readonly makeId: (serial: number) => string;
  private created = 0;

  constructor(makeId: (serial: number) => string) {
    this.makeId = makeId;
  }

  get size(): number {
    return this.kept.size;
  }

  list(): readonly Kept<Draft>[] {
    return [...this.kept.values()];
  }

  find(id: string): Kept<Draft> | null {
    return this.kept.get(id) ?? null;
  }

  add(draft: Draft): Kept<Draft> {
    this.created += 1;
    return this.keep({ ...draft, id: this.makeId(this.created) });
  }

  /** It keeps its id and its place. */
  replace({ id }: { readonly id: string }, draft: Draft): Kept<Draft> {
    return this.keep({ ...draft, id });
  }

  remove({ id }: { readonly id: string }): void {
    this.kept.delete(id);
  }

  private keep(definition: Kept<Draft>): Kept<Draft> {
    this.kept.set(definition.id, definition);
    return definition;
  }
}
