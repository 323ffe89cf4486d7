import type { Product } from "@postern/mimecast/catalogue";
import type { Administration, Application1, Application2, LoginRealm } from "../administration/types.js";
import { apply, asBoxes, asFlag, asNumber, asObject, asRights, asText, asTexts } from "./values.js";

/** `tenant.administration` for another process: one JSON object shows it, another one changes parts of it. */

export function showAdministration(administration: Administration) {
  const { serviceUser, applications1, applications2 } = administration;
  const { authenticationCacheTtlHours, ipRanges, enhancedLogging, directorySync } = administration;
  const { emailAddress, password, isEnabled, realms, permissions } = serviceUser;
  return {
    authenticationCacheTtlHours,
    ipRanges,
    enhancedLogging,
    directorySync: { enabled: directorySync.isEnabled, running: directorySync.isRunning },
    serviceUser: { emailAddress, password, enabled: isEnabled, realms, permissions },
    applications1: applications1.map((application) => ({
      name: application.name,
      createdAt: new Date(application.createdAt).toISOString(),
      enabled: application.isEnabled,
      extendedSession: application.extendedSession,
      credentials: application.credentials,
    })),
    applications2: applications2.map((application) => ({
      name: application.name,
      enabled: application.isEnabled,
      products: application.products,
      permissions: application.permissions,
      credentials: application.credentials,
    })),
  };
}

export function changeAdministration(administration: Administration, body: unknown): void {
  apply(body, {
    authenticationCacheTtlHours: (value) => {
      administration.authenticationCacheTtlHours = value === null ? null : asNumber(value);
    },
    ipRanges: (value) => {
      administration.ipRanges = asTexts(value);
    },
    enhancedLogging: (value) => {
      administration.enhancedLogging = asBoxes(value);
    },
    directorySync: (value) =>
      apply(value, {
        enabled: (isEnabled) => {
          administration.directorySync.isEnabled = asFlag(isEnabled);
        },
      }),
    serviceUser: (value) => changeServiceUser(administration, value),
    application1: (value) => changeApplication1(administration, value),
    application2: (value) => changeApplication2(administration, value),
  });
}

/** A new application, as its credentials. */
export function createApplication(administration: Administration, body: unknown) {
  const fields = asObject(body);
  const name = fields["name"] === undefined ? {} : { name: asText(fields["name"]) };
  if (fields["generation"] === "1.0") {
    const extendedSession = fields["extendedSession"] === true;
    return administration.createApplication({ ...name, extendedSession }).credentials;
  }
  if (fields["generation"] !== "2.0") throw new TypeError("generation must be 1.0 or 2.0");
  const products = asTexts(fields["products"]).filter(isProduct);
  const permissions = asRights(fields["permissions"] ?? null);
  return administration.createApplication2({ ...name, products, permissions }).credentials;
}

function changeServiceUser({ serviceUser }: Administration, body: unknown): void {
  apply(body, {
    enabled: (value) => (asFlag(value) ? serviceUser.enable() : serviceUser.disable()),
    // True: make one up.
    password: (value) =>
      value === true ? serviceUser.changePassword() : serviceUser.changePassword(asText(value)),
    permissions: (value) => serviceUser.setPermissions(asRights(value)),
    realms: (value) => {
      const realms = asTexts(value);
      if (!realms.every(isRealm)) throw new TypeError("realms must be of Basic-Cloud, Basic-AD");
      serviceUser.realms = realms;
    },
  });
}

function changeApplication1(administration: Administration, body: unknown): void {
  const { applicationId, ...changes } = asObject(body);
  const application: Application1 | undefined =
    applicationId === undefined
      ? administration.application1
      : administration.applications1.find((candidate) => candidate.applicationId === applicationId);
  if (application === undefined) throw new TypeError("No application has this applicationId");
  apply(changes, {
    enabled: (value) => (asFlag(value) ? application.enable() : application.disable()),
    extendedSession: (value) => {
      application.extendedSession = asFlag(value);
    },
    createdAt: (value) => {
      const time = Date.parse(asText(value));
      if (Number.isNaN(time)) throw new TypeError("createdAt must be a date");
      application.createdAt = time;
    },
    createKeys: (value) => {
      if (asFlag(value)) application.createKeys();
    },
    delete: (value) => {
      if (asFlag(value)) application.delete();
    },
  });
}

function changeApplication2(administration: Administration, body: unknown): void {
  const { clientId, ...changes } = asObject(body);
  const application: Application2 | undefined =
    clientId === undefined
      ? administration.application2
      : administration.applications2.find((candidate) => candidate.clientId === clientId);
  if (application === undefined) throw new TypeError("No application has this clientId");
  apply(changes, {
    enabled: (value) => (asFlag(value) ? application.enable() : application.disable()),
    permissions: (value) => application.setPermissions(asRights(value)),
    regenerateSecret: (value) => {
      if (asFlag(value)) application.regenerateSecret();
    },
    delete: (value) => {
      if (asFlag(value)) application.delete();
    },
  });
}

function isRealm(text: string): text is LoginRealm {
  return text === "Basic-Cloud" || text === "Basic-AD";
}

/** One that no operation asks for grants nothing, so any name is let through. */
function isProduct(text: string): text is Product {
  return text !== "";
}
