import { PosternError } from "@postern/engine/errors";
import { type Generation, type Region, regions } from "@postern/mimecast/catalogue";

/** The hosts a connection can be of: the one for discovery answers nothing else. */
export function listRegions(generation: Generation): readonly Region[] {
  return regions(generation).filter(({ serves }) => serves === "api");
}

/** The base URL of `--region`. The gateways of API 2.0 may be named without their prefix: `uk` for `gateway-uk`. */
export function readRegion(id: string, generation: Generation): string {
  const known = listRegions(generation);
  const region = known.find((candidate) => candidate.id === id || candidate.id === `gateway-${id}`);
  if (region !== undefined) return toBaseUrl(region);
  const names = known.map((candidate) => candidate.id).join(", ");
  throw new PosternError(
    "bad-usage",
    `--region: "${id}" is no region of API ${generation}. Regions: ${names}. Another host: --base-url.`,
  );
}

export function toBaseUrl({ host }: Region): string {
  return `https://${host}`;
}

/** API 2.0 has one host for all; API 1.0 must be told the region. */
export function defaultBaseUrl(generation: Generation): string | undefined {
  const [first] = listRegions("2.0");
  return generation === "1.0" || first === undefined ? undefined : toBaseUrl(first);
}
