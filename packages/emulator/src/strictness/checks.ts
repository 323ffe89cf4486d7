/**
 * What a tenant is strict about: each check rejects what the real service rejects, unless it is left out. Faults strike
 * all the same.
 */
export const checks = {
  identity: "the signature of API 1.0 or the bearer of API 2.0 is right, in time, and for this region",
  client: "a token goes to a known client id with its secret, asked for by a form",
  address: "the call comes from inside the admin IP ranges",
  rights: "the application has the product, and the role the permission",
  quota: "published quotas",
  body: "the body is JSON",
  "page-size": "pageSize is within the operation's bounds",
  "required-dates": "lists that need a span are asked for one",
  reach: "SIEM files and events are asked for no further back than they are kept",
  links: "links to files are signed, in time, and downloaded without a bearer",
} as const;

export type Check = keyof typeof checks;

export const checkNames: readonly Check[] = Object.keys(checks).filter(isCheck);

export function isCheck(name: string): name is Check {
  return Object.hasOwn(checks, name);
}
