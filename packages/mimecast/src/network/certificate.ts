import { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";

interface CertificateFacts {
  /** On one line: `CN=eu-api.mimecast.com, O=…`. Written by whoever answers: escape it wherever it is shown. */
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC; as the certificate has it if that can't be read. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** A certificate as a person wants to see it. */
export interface CertificateSummary extends CertificateFacts {
  /** The names and addresses it is for. */
  readonly names: readonly string[];
  readonly fingerprint256: string;
  /** Its issuers, the nearest first, as far as they are known. */
  readonly chain: readonly CertificateFacts[];
}

// Chains are three or four long; a circle of cross-signatures would have no end.
const longestChain = 10;

/** What the other side showed; null if it showed nothing. */
export function summarizeCertificate(socket: TLSSocket): CertificateSummary | null {
  // Not getPeerX509Certificate: on Node 20 it loses the issuers. Without a certificate the object is empty.
  const shown: Partial<DetailedPeerCertificate> = socket.getPeerCertificate(true);
  if (shown.raw === undefined) return null;
  const certificate = new X509Certificate(shown.raw);
  return {
    ...readFacts(certificate),
    names: readNames(certificate),
    fingerprint256: certificate.fingerprint256,
    chain: listIssuers(shown).map(readFacts),
  };
}

/** As far as the other side sent them or this machine trusts them; a root is its own issuer. */
function listIssuers(certificate: Partial<DetailedPeerCertificate>): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let known = certificate;
  while (chain.length < longestChain) {
    const issuer: Partial<DetailedPeerCertificate> | undefined = known.issuerCertificate;
    if (issuer?.raw === undefined || issuer.fingerprint256 === known.fingerprint256) break;
    chain.push(new X509Certificate(issuer.raw));
    known = issuer;
  }
  return chain;
}

function readFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    validFrom: readTime(certificate.validFrom),
    validUntil: readTime(certificate.validTo),
  };
}

function readNames({ subjectAltName }: X509Certificate): readonly string[] {
  if (subjectAltName === undefined) return [];
  return subjectAltName.split(", ").map((name) => onOneLine(name.replace(/^(DNS|IP Address):/, "")));
}

function readTime(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? onOneLine(text) : new Date(time).toISOString();
}

/** A line end would forge a line of the report. */
function onOneLine(text: string): string {
  return (
    text
      .replaceAll("\n", ", ")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the text comes from whoever answers
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .slice(0, 500)
  );
}
