import type { Generation } from "../catalogue/index.js";
import type { HmacKeys, OAuthClient } from "../client/index.js";

export type CredentialField = keyof HmacKeys | keyof OAuthClient;

/** Something about a value that can't be, or is hardly, right. */
export interface CredentialProblem {
  readonly field: CredentialField;
  readonly problem:
    | "empty"
    | "white-space"
    | "quotes"
    | "not-base64"
    | "looks-like-guid"
    | "not-guid"
    | "truncated"
    | "swapped-with"
    | "same-as";
  /** The other field, for `swapped-with` and `same-as`. */
  readonly other?: CredentialField;
  /** `certain`: no call can succeed with it. `likely`: it is not what the vendor is known to hand out. */
  readonly certainty: "certain" | "likely";
  /** One sentence that quotes no value. */
  readonly message: string;
}

const fieldsOf: Readonly<Record<Generation, readonly CredentialField[]>> = {
  "1.0": ["applicationId", "applicationKey", "accessKey", "secretKey"],
  "2.0": ["clientId", "clientSecret"],
};

const labels: Readonly<Record<CredentialField, string>> = {
  applicationId: "Application ID",
  applicationKey: "Application Key",
  accessKey: "Access Key",
  secretKey: "Secret Key",
  clientId: "Client ID",
  clientSecret: "Client Secret",
};

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const guidPart = /^[0-9a-f]{1,8}(?:-[0-9a-f]{0,4}){0,3}(?:-[0-9a-f]{0,12})?$/i;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const base64Part = /^[A-Za-z0-9+/]+={0,2}$/;
// The zero-width characters that web pages and chat programs add are blanks nobody sees.
const blank = /[\s\u200b-\u200d\u2060]/;
const quoted = /^["'`\u2018\u2019\u201c\u201d\u00ab\u00bb]|["'`\u2018\u2019\u201c\u201d\u00ab\u00bb]$/;

/**
 * Looks at the shape of credentials before any call is spent on them: empty, pasted with blanks or quotes, cut off, put
 * into each other's fields. Pure. It says only what the vendor is known to hand out: application ids are GUIDs, secret
 * keys are base64, the application key is a GUID in samples alone, and the rest is opaque. An empty list is no proof.
 */
export function describeCredentialShape(
  generation: Generation,
  values: Readonly<Partial<Record<CredentialField, string>>>,
): readonly CredentialProblem[] {
  const fields = fieldsOf[generation];
  const given = new Map(fields.map((field) => [field, values[field] ?? ""]));
  const spelled = fields.flatMap((field) => describeSpelling(field, given.get(field) ?? ""));
  const bare = new Map([...given].map(([field, value]) => [field, strip(value)]));
  const shaped = generation === "1.0" ? describeKeys(bare) : [];
  return [...spelled, ...shaped, ...describeRepeats(bare)];
}

function describeSpelling(field: CredentialField, value: string): CredentialProblem[] {
  if (value.trim() === "") return [tell(field, "empty", "certain", "is empty")];
  const found: CredentialProblem[] = [];
  if (blank.test(value)) {
    const where = blank.test(value.trim()) ? "has blanks inside" : "begins or ends with blanks or line ends";
    found.push(tell(field, "white-space", "certain", where));
  }
  if (quoted.test(value.trim()))
    found.push(tell(field, "quotes", "certain", "was pasted with quotation marks"));
  return found;
}

/** The value as it was meant, so that one slip of pasting does not hide another. */
function strip(value: string): string {
  let bare = value.replaceAll(new RegExp(blank, "g"), "");
  while (quoted.test(bare)) bare = bare.replace(quoted, "");
  return bare;
}

type Values = ReadonlyMap<CredentialField, string>;

/** What the four values of API 1.0 look like beside each other. */
function describeKeys(values: Values): CredentialProblem[] {
  const applicationId = values.get("applicationId") ?? "";
  const accessKey = values.get("accessKey") ?? "";
  const secretKey = values.get("secretKey") ?? "";
  const holder = (["accessKey", "secretKey"] as const).find((field) => guid.test(values.get(field) ?? ""));
  // An application key that is a GUID is right where it is, so it says nothing of a swap.
  if (applicationId !== "" && !guid.test(applicationId) && holder !== undefined) {
    const rest = holder === "secretKey" ? [] : describeSecretKey(secretKey, "");
    return [...tellSwapped("applicationId", holder), ...rest];
  }
  return [
    ...describeId(applicationId),
    ...describeSecretKey(secretKey, accessKey),
    ...describeAccessKey(accessKey),
  ];
}

function describeId(value: string): CredentialProblem[] {
  if (value === "" || guid.test(value)) return [];
  return [
    guidPart.test(value)
      ? tell("applicationId", "truncated", "likely", "is only a part of a GUID")
      : tell("applicationId", "not-guid", "likely", "is no GUID, which the vendor's application ids are"),
  ];
}

function describeAccessKey(value: string): CredentialProblem[] {
  if (!guid.test(value)) return [];
  return [
    tell(
      "accessKey",
      "looks-like-guid",
      "likely",
      "is a GUID, as application ids are; access keys are longer",
    ),
  ];
}

function describeSecretKey(value: string, accessKey: string): CredentialProblem[] {
  if (value === "") return [];
  if (guid.test(value)) {
    return [
      tell("secretKey", "looks-like-guid", "certain", "is a GUID, as application ids are, and not base64"),
    ];
  }
  if (base64.test(value)) return [];
  // Padding is the mark of a secret key: an access key that has it, beside a secret key that is no base64.
  if (accessKey.endsWith("=") && base64.test(accessKey)) return tellSwapped("accessKey", "secretKey");
  return base64Part.test(value)
    ? [tell("secretKey", "truncated", "certain", "is base64 that was cut off: its length can't be right")]
    : [tell("secretKey", "not-base64", "certain", "is not base64, as the vendor hands it out")];
}

function tellSwapped(one: CredentialField, two: CredentialField): CredentialProblem[] {
  const say = (field: CredentialField, other: CredentialField): CredentialProblem => ({
    field,
    problem: "swapped-with",
    other,
    certainty: "likely",
    message: `${labels[field]} looks like the ${labels[other]}: the two seem to be swapped.`,
  });
  return [say(one, two), say(two, one)];
}

function describeRepeats(values: Values): CredentialProblem[] {
  const entries = [...values].filter(([, value]) => value !== "");
  return entries.flatMap(([field, value], index) => {
    const first = entries.slice(0, index).find(([, other]) => other === value);
    if (first === undefined) return [];
    const [other] = first;
    const message = `${labels[field]} is the same value as ${labels[other]}: one was pasted twice.`;
    return [{ field, problem: "same-as", other, certainty: "certain", message } satisfies CredentialProblem];
  });
}

function tell(
  field: CredentialField,
  problem: CredentialProblem["problem"],
  certainty: CredentialProblem["certainty"],
  predicate: string,
): CredentialProblem {
  return { field, problem, certainty, message: `${labels[field]} ${predicate}.` };
}
