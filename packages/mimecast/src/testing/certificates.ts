import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIP, isIPv4 } from "node:net";

/** A certificate with its key, both in PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of the tests. */
export interface Authority extends IssuedCertificate {
  readonly issue: (wanted: Wanted) => IssuedCertificate;
}

interface Wanted {
  /** Host names and addresses it is good for. */
  readonly names: readonly string[];
  /** Epoch milliseconds. Default: from yesterday to tomorrow. */
  readonly from?: number;
  readonly until?: number;
}

interface Subject {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const day = 86_400_000;

export function createAuthority(commonName: string): Authority {
  const root = createSubject(commonName);
  const cert = certify({ subject: root, issuer: root, isAuthority: true, names: [] });
  return {
    cert,
    key: exportKey(root),
    issue: (wanted) => {
      const subject = createSubject(wanted.names[0] ?? "nobody");
      return {
        cert: certify({ subject, issuer: root, isAuthority: false, ...wanted }),
        key: exportKey(subject),
      };
    },
  };
}

export function createSelfSigned(names: readonly string[]): IssuedCertificate {
  const subject = createSubject(names[0] ?? "nobody");
  return {
    cert: certify({ subject, issuer: subject, isAuthority: false, names }),
    key: exportKey(subject),
  };
}

function createSubject(commonName: string): Subject {
  return { commonName, ...generateKeyPairSync("ec", { namedCurve: "P-256" }) };
}

function exportKey({ privateKey }: Subject): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Node signs but makes no certificates: this is the DER of RFC 5280, as little of it as TLS looks at. */
function certify(
  wanted: Wanted & { readonly subject: Subject; readonly issuer: Subject; readonly isAuthority: boolean },
): string {
  const { subject, issuer, isAuthority, names } = wanted;
  const now = Date.now();
  const algorithm = sequence(objectId("2a8648ce3d040302"));
  const serial = Buffer.from([1, ...Buffer.from(String(process.hrtime.bigint() % 1_000_000_000n))]);
  const extensions = sequence(
    sequence(
      objectId("551d13"),
      der(0x01, Buffer.from([0xff])),
      der(0x04, sequence(...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : []))),
    ),
    ...(names.length === 0 ? [] : [sequence(objectId("551d11"), der(0x04, sequence(...names.map(nameOf))))]),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    distinguishedName(issuer),
    sequence(time(wanted.from ?? now - day), time(wanted.until ?? now + day)),
    distinguishedName(subject),
    subject.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", body, issuer.privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function distinguishedName({ commonName }: Subject): Buffer {
  return sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from(commonName)))));
}

function nameOf(name: string): Buffer {
  if (isIP(name) === 0) return der(0x82, Buffer.from(name));
  // The only IPv6 address a test listens on is ::1.
  const address = isIPv4(name) ? name.split(".").map(Number) : [...Array(15).fill(0), 1];
  return der(0x87, Buffer.from(address));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x18, Buffer.from(text));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(content.length > 255 ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}
