import { describeCredentialShape } from "@postern/mimecast";
import type { Secrets } from "../credentials/index.js";

/** What is odd about the values, in words that don't repeat them. Pure. */
export function describeShape(secrets: Secrets): string[] {
  switch (secrets.kind) {
    case "1.0":
      return describeCredentialShape("1.0", secrets.keys).map(({ message }) => message);
    case "2.0":
      return describeCredentialShape("2.0", secrets.oauth).map(({ message }) => message);
    case "proxy":
      return [];
  }
}
