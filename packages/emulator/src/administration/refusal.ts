/** What the console says instead of doing what it was asked for. */
export class ConsoleRefusal extends Error {
  override name = "ConsoleRefusal";
  /** The field of the form it belongs to; null: the whole of it. */
  readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

/** A trimmed text of a form; throws for none. */
export function requireText(value: string | undefined, field: string): string {
  const text = value?.trim() ?? "";
  if (text === "") throw new ConsoleRefusal(`${field} is required.`, field);
  return text;
}
