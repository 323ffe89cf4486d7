import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";
import { der } from "./der.js";

const ecdsaWithSha256 = der.sequence(der.identifier("1.2.840.10045.4.3.2"));

export interface CertificateRequest {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly issuer: { readonly name: string; readonly key: KeyObject; readonly publicKey: KeyObject };
  readonly notBefore: number;
  readonly notAfter: number;
  /** What a server answers to; null for a certificate authority. */
  readonly hosts: readonly string[] | null;
}

/** An X.509 v3 certificate as PEM, signed with ECDSA. */
export function issueCertificate(request: CertificateRequest): string {
  const { issuer, publicKey } = request;
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(newSerial()),
    ecdsaWithSha256,
    nameOf(issuer.name),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    nameOf(request.name),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(...listExtensions(request))),
  );
  const signature = sign("sha256", content, issuer.key);
  const certificate = der.sequence(content, ecdsaWithSha256, der.bits(signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** Of one length whatever chance says: its first bits are 01. */
function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);
  return serial;
}

function nameOf(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.identifier("2.5.4.3"), der.text(commonName))));
}

function listExtensions(request: CertificateRequest): Buffer[] {
  const { hosts, publicKey, issuer } = request;
  const keyIds = [
    extension("2.5.29.14", { value: der.octets(keyIdOf(publicKey)) }),
    extension("2.5.29.35", { value: der.sequence(der.implicit(0, keyIdOf(issuer.publicKey))) }),
  ];
  if (hosts === null) {
    // Signs certificates and revocation lists.
    const usage = der.bits(Buffer.from([0b0000_0110]), 1);
    return [
      extension("2.5.29.19", { critical: true, value: der.sequence(der.boolean(true)) }),
      extension("2.5.29.15", { critical: true, value: usage }),
      ...keyIds,
    ];
  }
  const names = hosts.map((host) =>
    isIPv4(host)
      ? der.implicit(7, Buffer.from(host.split(".").map(Number)))
      : der.implicit(2, Buffer.from(host)),
  );
  return [
    extension("2.5.29.19", { critical: true, value: der.sequence() }),
    extension("2.5.29.15", { critical: true, value: der.bits(Buffer.from([0b1000_0000]), 7) }),
    extension("2.5.29.37", { value: der.sequence(der.identifier("1.3.6.1.5.5.7.3.1")) }),
    extension("2.5.29.17", { value: der.sequence(...names) }),
    ...keyIds,
  ];
}

function extension(
  identifier: string,
  options: { readonly critical?: boolean; readonly value: Buffer },
): Buffer {
  const critical = options.critical === true ? [der.boolean(true)] : [];
  return der.sequence(der.identifier(identifier), ...critical, der.octets(options.value));
}

function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
}
