import { noteDefinition } from "../../logs/audit-trail.js";
import type { DefinitionBook, Kept } from "../../policies/definition-book.js";
import type { Emulation } from "../../tenant/emulation.js";
import { Refusal } from "../../wire/answer.js";
import type { JsonObject } from "../../wire/decode.js";
import { type ItemError, wireErrors } from "../../wire/errors.js";
import type { Resource } from "./rest-resource.js";

/** Definitions of a kind, with how one is read from a body: changes to `before`, or a new one. */
export interface DefinitionFace<Draft extends { readonly description: string }> {
  /** As the audit log calls one. */
  readonly title: string;
  readonly kind: string;
  book(emulation: Emulation): DefinitionBook<Draft>;
  show(definition: Kept<Draft>): JsonObject;
  read(
    body: JsonObject,
    rules: {
      readonly before: Kept<Draft> | null;
      readonly emulation: Emulation;
      readonly errors: ItemError[];
    },
  ): Draft;
}

/** Definitions as a resource of API 2.0. That one in use can't be deleted is guessed, and so is what the list stands under. */
export function definitionResource<Draft extends { readonly description: string }>(
  face: DefinitionFace<Draft>,
): Resource<Kept<Draft>> {
  const { title, kind, book } = face;
  const read = (body: JsonObject, rules: { before: Kept<Draft> | null; emulation: Emulation }) => {
    const errors: ItemError[] = [];
    const draft = face.read(body, { ...rules, errors });
    if (errors.length > 0) throw new Refusal(wireErrors.restRefused(errors));
    return draft;
  };
  return {
    one: "definition",
    kind,
    listKey: () => "definitions",
    list: (emulation) => book(emulation).list(),
    show: (definition) => face.show(definition),
    create: (body, { call, emulation }) => {
      const made = book(emulation).add(read(body, { before: null, emulation }));
      noteDefinition("New Policy Definition", `${title} - ${made.description}`, { call, emulation });
      return made;
    },
    change: (before, body, { call, emulation }) => {
      const { description } = book(emulation).replace(before, read(body, { before, emulation }));
      noteDefinition("Existing Policy Definition Changed", `${title} - ${description}`, { call, emulation });
    },
    remove: (definition, { call, emulation }) => {
      const user = emulation.policies.userOf(definition.id);
      if (user !== null)
        throw new Refusal(wireErrors.restInUse("definition", `the policy "${user.description}"`));
      book(emulation).remove(definition);
      noteDefinition("Policy Definition Deleted", `${title} - ${definition.description}`, {
        call,
        emulation,
      });
    },
  };
}
