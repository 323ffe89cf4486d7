import { listPackages, productsOf } from "../../account/packages.js";
import type { AccountAdministration } from "../../administration/administration.js";
import { inboundTypes } from "../../administration/domains.js";
import type { EnhancedLoggingBoxes } from "../../administration/enhanced-logging.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { apply, asBoxes, asFlag, asNumber, asText, pick } from "../values.js";
import { type AdministrationResource, oneOf } from "./resource.js";

export function domains({ directory }: AccountAdministration): AdministrationResource {
  const book = directory.domains;
  const find = (idOrName: string) => {
    const domain = book.find(idOrName);
    if (domain === null) throw new ConsoleRefusal(`There is no domain ${idOrName}.`, "Domain");
    return domain;
  };
  const show = (name: string) => {
    const domain = find(name);
    const { id, state, isLocal, isSendOnly, inboundType } = domain;
    const verificationCode = state === "pending" ? book.codeOf(domain) : null;
    return { id, name, state, isLocal, isSendOnly, inboundType, verificationCode };
  };
  return {
    name: "domains",
    idField: "name",
    kind: "domain",
    fields: ["name", "isLocal", "isSendOnly", "inboundType", "verify"],
    list: () => book.list().map(({ name }) => show(name)),
    create(fields) {
      const type = fields["inboundType"] === undefined ? "any" : oneOf(fields["inboundType"], inboundTypes);
      return show(book.register(asText(fields["name"]), type).name);
    },
    change(id, fields) {
      const domain = find(id);
      const inboundType = (value: unknown) => oneOf(value, inboundTypes);
      book.edit(domain, pick(fields, { isLocal: asFlag, isSendOnly: asFlag, inboundType }));
      if (fields["verify"] !== undefined && asFlag(fields["verify"])) {
        // What the domain's owner does at its DNS, and then the check.
        book.publishText(domain.name, book.codeOf(domain));
        book.verify(domain);
      }
      return show(domain.name);
    },
    remove(id) {
      const domain = find(id);
      if (!book.withdraw(domain)) throw new ConsoleRefusal(`${domain.name} has been verified: it stays.`);
    },
  };
}

export function ipRanges(administration: AccountAdministration): AdministrationResource {
  return {
    name: "ip-ranges",
    idField: "range",
    kind: "account",
    fields: ["range"],
    list: () => administration.ipRanges.map((range) => ({ range })),
    create(fields) {
      const range = asText(fields["range"]);
      administration.ipRanges = [...new Set([...administration.ipRanges, range])];
      return { range };
    },
    remove(range) {
      const others = administration.ipRanges.filter((candidate) => candidate !== range);
      if (others.length === administration.ipRanges.length) {
        throw new ConsoleRefusal(`There is no admin IP range ${range}.`, "Admin IP Ranges");
      }
      administration.ipRanges = others;
    },
  };
}

export function accountSettings(administration: AccountAdministration): AdministrationResource {
  const { directorySync, logging } = administration;
  const { passwordRules } = administration.directory;
  const tick = (boxes: boolean | Partial<EnhancedLoggingBoxes>) => logging.tick(boxes);
  const show = () => ({
    name: "account",
    inboundLogging: administration.enhancedLogging.inbound,
    outboundLogging: administration.enhancedLogging.outbound,
    internalLogging: administration.enhancedLogging.internal,
    passwordExpiryDays: passwordRules.expiryDays,
    lockAfterWrongPasswords: passwordRules.lockAfter,
    directorySync: directorySync.isEnabled,
  });
  return {
    name: "account-settings",
    idField: "name",
    kind: "account",
    fields: [
      "enhancedLogging",
      "inboundLogging",
      "outboundLogging",
      "internalLogging",
      "passwordExpiryDays",
      "lockAfterWrongPasswords",
      "directorySync",
    ],
    list: () => [show()],
    change(id, fields) {
      if (id !== "account") throw new ConsoleRefusal("The settings of the account are called account.");
      apply(fields, {
        enhancedLogging: (value) => tick(asBoxes(value)),
        inboundLogging: (value) => tick({ inbound: asFlag(value) }),
        outboundLogging: (value) => tick({ outbound: asFlag(value) }),
        internalLogging: (value) => tick({ internal: asFlag(value) }),
        passwordExpiryDays: (value) => {
          passwordRules.expiryDays = value === null ? null : asNumber(value);
        },
        lockAfterWrongPasswords: (value) => {
          passwordRules.lockAfter = value === null ? null : asNumber(value);
        },
        directorySync: (value) => {
          directorySync.isEnabled = asFlag(value);
        },
      });
      return show();
    },
  };
}

/** What the account has bought: the vendor takes it away and gives it back, no administrator does. */
export function packages(administration: AccountAdministration): AdministrationResource {
  const list = () =>
    listPackages(productsOf(administration)).map(({ id, name }) => ({
      id,
      name,
      licensed: !administration.withdrawnPackages.includes(id),
    }));
  return {
    name: "packages",
    idField: "id",
    kind: "account",
    fields: ["licensed"],
    list,
    change(idOrName, fields) {
      const found = list().find(({ id, name }) => String(id) === idOrName || name === idOrName);
      if (found === undefined) throw new ConsoleRefusal(`The account has no package ${idOrName}.`, "Package");
      const licensed = asFlag(fields["licensed"]);
      const others = administration.withdrawnPackages.filter((id) => id !== found.id);
      administration.withdrawnPackages = licensed ? others : [...others, found.id];
      return { ...found, licensed };
    },
  };
}
