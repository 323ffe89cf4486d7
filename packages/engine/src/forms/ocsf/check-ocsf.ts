import { readFile } from "node:fs/promises";
import type { FormDocument } from "../event.js";
import { classOf } from "./classes.js";

/** What is wrong with a document, one text a fault; none if its class's schema admits it. */
export type OcsfCheck = (document: FormDocument) => Promise<readonly string[]>;

const schemas = new URL("../../../schemas/ocsf/1.8.0/", import.meta.url);

/** Opens a check against the schemas of OCSF 1.8.0. A schema is compiled when a document of its class is first met. */
export async function openOcsfCheck(): Promise<OcsfCheck> {
  // Loaded here alone: who only collects has no use for it.
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = new Ajv2020({ allErrors: true });
  ajv.addSchema(await readSchema("objects"));
  return async (document) => {
    const { class_uid: uid } = document;
    const { name } = classOf(typeof uid === "number" ? uid : 0);
    const key = `${name}.schema.json`;
    const validate = ajv.getSchema(key) ?? ajv.compile(await readSchema(name));
    if (validate(document) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

async function readSchema(name: string): Promise<object> {
  const schema: unknown = JSON.parse(await readFile(new URL(`${name}.schema.json`, schemas), "utf8"));
  if (typeof schema !== "object" || schema === null)
    throw new TypeError(`${name}.schema.json holds no schema`);
  return schema;
}
