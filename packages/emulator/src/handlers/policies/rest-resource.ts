import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import type { JsonObject } from "../../wire/decode.js";
import { wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { readBody } from "../rest-body.js";

export interface Asked {
  readonly call: Call;
  readonly emulation: Emulation;
}

/** What the five calls of a resource do; bodies that are no good are refused by throwing. */
export interface Resource<Thing extends { readonly id: string }> {
  /** What an unknown id is told to be: `policy`. */
  readonly one: string;
  /** Page tokens of one resource are no good for another. */
  readonly kind: string;
  listKey(emulation: Emulation): string;
  list(emulation: Emulation): readonly Thing[];
  show(thing: Thing, emulation: Emulation): JsonObject;
  create(body: JsonObject, asked: Asked): Thing;
  change(thing: Thing, body: JsonObject, asked: Asked): void;
  remove(thing: Thing, asked: Asked): void;
}

export interface RestHandlers {
  readonly list: Handler;
  readonly create: Handler;
  readonly get: Handler;
  readonly update: Handler;
  readonly delete: Handler;
}

/** The five calls that every resource of policy-management has in API 2.0. */
export function restResource<Thing extends { readonly id: string }>(resource: Resource<Thing>): RestHandlers {
  return {
    list: (call, emulation) => {
      const things = resource.list(emulation);
      const { rows, meta } = cutCursorPage(things, { call, emulation, kind: resource.kind });
      const shown = rows.map((thing) => resource.show(thing, emulation));
      return answerJson({ [resource.listKey(emulation)]: shown, meta });
    },
    get: (call, emulation) => answerJson(resource.show(thingOf(resource, { call, emulation }), emulation)),
    create: (call, emulation) => {
      const { id } = resource.create(readBody(call), { call, emulation });
      return answerJson(resource.one === "policy" ? nameId(id, emulation) : { id }, {
        status: emulation.guesses.createdStatus,
      });
    },
    /** What is left out stays as it is; the answer has no body (guess `patchedBody`). */
    update: (call, emulation) => {
      const thing = thingOf(resource, { call, emulation });
      resource.change(thing, readBody(call), { call, emulation });
      if (!emulation.guesses.patchedBody) return answerJson("", { status: 204 });
      return answerJson(resource.show(thingOf(resource, { call, emulation }), emulation));
    },
    delete: (call, emulation) => {
      resource.remove(thingOf(resource, { call, emulation }), { call, emulation });
      return answerJson("", { status: emulation.guesses.deletedStatus });
    },
  };
}

/** The thing that the path names; throws where there is none. */
export function thingOf<Thing extends { readonly id: string }>(
  { list, one }: Pick<Resource<Thing>, "list" | "one">,
  { call, emulation }: Asked,
): Thing {
  const thing = list(emulation).find(({ id }) => id === call.pathIds[0]);
  if (thing === undefined) throw new Refusal(wireErrors.restNotFound(one));
  return thing;
}

/** Sources name it either way. */
function nameId(id: string, { guesses }: Emulation): JsonObject {
  switch (guesses.createdPolicyId) {
    case "id":
      return { id };
    case "policyId":
      return { policyId: id };
    case "both":
      return { id, policyId: id };
  }
}
