import { createHash } from "node:crypto";
import { dnsAddressOf, keyLengths, type SigningDefinition } from "../../policies/definitions.js";
import { der } from "../../tls/der.js";
import { answerJson } from "../../wire/answer.js";
import { itemErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { readFlagField, readNumberField, readTextField } from "./body-fields.js";
import { definitionResource } from "./rest-definitions.js";
import { thingOf } from "./rest-resource.js";

/** The definitions of DKIM. Their domain has to be the company's own, which is guessed, as are the lengths of keys. */
export const signingDefinitions = definitionResource<SigningDefinition>({
  title: "DNS Authentication - Outbound Definition",
  kind: "signing-definitions",
  book: ({ policies }) => policies.signingDefinitions,
  show: ({ id, description, domain, selector, signDkim, keyLength, publicKey, validated }) => ({
    id,
    description,
    domain,
    selector,
    signDkim,
    keyLength,
    dnsAddress: dnsAddressOf({ selector, domain }),
    publicKey,
    validated,
  }),
  read(body, { before, emulation, errors }) {
    const { directory } = emulation.administration;
    const domain = readTextField(body, { field: "domain", before: before?.domain, errors }).toLowerCase();
    if (domain !== "" && !directory.domains.isVerified(domain))
      errors.push({ ...itemErrors.forbiddenForAddress(), field: "domain" });
    const selector = readTextField(body, {
      field: "selector",
      before: before?.selector,
      isGood: (text) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text),
      errors,
    });
    const given = readNumberField(body, {
      field: "keyLength",
      before: before?.keyLength ?? 2048,
      isGood: (length) => keyLengths.some((known) => known === length),
      allowed: keyLengths.join(" or "),
      errors,
    });
    const keyLength = given === 1024 ? 1024 : 2048;
    const publicKey = makeKey(`${emulation.accountCode} ${dnsAddressOf({ selector, domain })}`, keyLength);
    return {
      description: readTextField(body, { field: "description", before: before?.description, errors }),
      domain,
      selector,
      signDkim: readFlagField(body, { field: "signDkim", before: before?.signDkim ?? true, errors }),
      keyLength,
      publicKey,
      // Another key, or another place for it, has to be looked for anew.
      validated: before?.validated === true && before.publicKey === publicKey,
    };
  },
});

/**
 * Looks for the key in the emulated DNS (`directory.domains.publishText`), and answers with the definition as reading it
 * does; that it does so is guessed.
 */
export const verifySigning: Handler = (call, emulation) => {
  const definition = thingOf(signingDefinitions, { call, emulation });
  const texts = emulation.administration.directory.domains.textsOf(dnsAddressOf(definition));
  const validated = texts.some((text) => keyIn(text) === definition.publicKey);
  const verified = emulation.policies.signingDefinitions.replace(definition, { ...definition, validated });
  return answerJson(signingDefinitions.show(verified, emulation));
};

/** What stands behind `p=` in a DKIM record. */
function keyIn(text: string): string | null {
  return /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, "") ?? null;
}

/** A public RSA key as it would be published, the same each time. Nothing is signed, so that nobody has the private one. */
function makeKey(purpose: string, bits: SigningDefinition["keyLength"]): string {
  const modulus = Buffer.concat(
    Array.from({ length: bits / 256 }, (_, block) =>
      createHash("sha256").update(`postern-emulator/dkim/${purpose}/${block}`).digest(),
    ),
  );
  modulus.writeUInt8(modulus.readUInt8(0) | 0x80, 0);
  modulus.writeUInt8(modulus.readUInt8(modulus.length - 1) | 1, modulus.length - 1);
  const key = der.sequence(der.integer(modulus), der.integer(Buffer.from([1, 0, 1])));
  const rsa = der.sequence(der.identifier("1.2.840.113549.1.1.1"), Buffer.from([5, 0]));
  return der.sequence(rsa, der.bits(key)).toString("base64");
}
