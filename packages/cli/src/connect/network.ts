import { readFile } from "node:fs/promises";
import { type NetworkSettings, PosternError } from "@postern/engine";

/** The way to the tenant as it is typed; `false` for `--no-…`. */
export interface NetworkOptions {
  readonly proxy?: string | false;
  readonly ca?: string | false;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly verify?: boolean;
}

/** The settings with what was asked for changed; undefined where nothing was. */
export async function changeNetwork(
  before: NetworkSettings,
  options: NetworkOptions,
): Promise<NetworkSettings | undefined> {
  const { proxy, ca, ipv4, ipv6, verify } = options;
  if ([proxy, ca, ipv4, ipv6, verify].every((option) => option === undefined)) return undefined;
  const { proxyUrl, ca: oldCa, verifyCertificates, family } = before;
  return dropUndefined({
    proxyUrl: choose(proxy, proxyUrl, readProxyUrl),
    ca: ca === undefined ? oldCa : ca === false ? undefined : await readAuthority(ca),
    verifyCertificates: verify === undefined ? verifyCertificates : verify ? undefined : false,
    family: ipv4 === undefined && ipv6 === undefined ? family : chooseFamily(options),
  });
}

function choose<Value>(
  option: string | false | undefined,
  before: Value | undefined,
  read: (text: string) => Value,
): Value | undefined {
  if (option === undefined) return before;
  return option === false ? undefined : read(option);
}

/** Both is the same as neither: whichever connects first. */
function chooseFamily({ ipv4 = false, ipv6 = false }: NetworkOptions): 4 | 6 | undefined {
  if (ipv4 === ipv6) return undefined;
  return ipv4 ? 4 : 6;
}

/** The message never repeats the URL: it may hold a password. */
function readProxyUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new PosternError("bad-usage", "--proxy is no URL: it looks like http://proxy.example:3128.");
  }
  if (url.username === "" && url.password === "") return text.replace(/\/$/, "");
  throw new PosternError(
    "bad-usage",
    "--proxy: user name and password don't belong on the command line. Store them with " +
      "`postern credentials add NAME --kind proxy`, and name that in --proxy-credential. " +
      "If a real password stood there, change it.",
  );
}

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Of the file only certificates are kept: a private key beside them is nothing for the database. */
export async function readAuthority(path: string): Promise<string> {
  const blocks = (await readPem(path)).match(certificate);
  if (blocks !== null) return `${blocks.join("\n")}\n`;
  throw new PosternError(
    "bad-usage",
    `--ca ${path}: it holds no certificate. It must be PEM, with a line -----BEGIN CERTIFICATE-----.`,
  );
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new PosternError("bad-usage", `--ca ${path}: the file can't be read (${why}).`, { cause: error });
  }
}

type Kept = { -readonly [Key in keyof NetworkSettings]: NetworkSettings[Key] };

function dropUndefined(settings: {
  readonly proxyUrl: string | undefined;
  readonly ca: string | undefined;
  readonly verifyCertificates: boolean | undefined;
  readonly family: 4 | 6 | undefined;
}): NetworkSettings {
  const { proxyUrl, ca, verifyCertificates, family } = settings;
  const kept: Kept = {};
  if (proxyUrl !== undefined) kept.proxyUrl = proxyUrl;
  if (ca !== undefined) kept.ca = ca;
  if (verifyCertificates !== undefined) kept.verifyCertificates = verifyCertificates;
  if (family !== undefined) kept.family = family;
  return kept;
}
