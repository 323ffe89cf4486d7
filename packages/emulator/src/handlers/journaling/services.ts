import type { JournalService, JournalSettings } from "../../administration/mail-gateway/journal-book.js";
import { formatUtc } from "../../clicks/click-row.js";
import { minuteMs } from "../../clock/spans.js";
import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { answerEnvelope } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { badBody, readBody } from "../rest-body.js";
import { readConnection } from "./fields.js";

const formats = ["standard_eml", "exchange_env"] as const;
const switches = [
  "removeJournalHeaders",
  "journalNonInternalAddresses",
  "journalUnknownInternalAddresses",
] as const;

/** Answers the journaling connectors, in the form of the newer resource: guessed. */
export const getServices: Handler = (_call, emulation) =>
  answerEnvelope(emulation.administration.journaling.list().map((service) => show(service, emulation)));

/** The list is called `services`: guessed. */
export const listServices: Handler = (call, emulation) => {
  const all = emulation.administration.journaling.list();
  const { rows, meta } = cutCursorPage(all, { call, emulation, kind: "journaling" });
  return answerJson({ services: rows.map((service) => show(service, emulation)), meta });
};

export const createService: Handler = (call, emulation) => {
  const settings = readSettings(readBody(call), emulation);
  const { id } = emulation.administration.journaling.add(settings);
  noteSetting("Journaling Connector Created", settings.description, { call, emulation });
  return answerJson({ id }, { status: 201 });
};

export const getService: Handler = (call, emulation) =>
  answerJson(show(serviceOf(call, emulation), emulation));

/** Changes what is given, inside of the connection too; a connector keeps its protocol. */
export const updateService: Handler = (call, emulation) => {
  const { id, settings } = serviceOf(call, emulation);
  const body = readBody(call);
  const { name, connection } = connectionOf(settings);
  const given = body[name] === undefined ? connection : { ...connection, ...readPart(body, name) };
  const updated = readSettings({ ...settings, ...body, [name]: given }, emulation);
  const service = emulation.administration.journaling.put({ id, settings: updated });
  noteSetting("Journaling Connector Updated", updated.description, { call, emulation });
  return answerJson(show(service, emulation));
};

export const deleteService: Handler = (call, emulation) => {
  const { id, settings } = serviceOf(call, emulation);
  emulation.administration.journaling.remove(id);
  noteSetting("Journaling Connector Deleted", settings.description, { call, emulation });
  return answerJson("", { status: 204 });
};

function serviceOf(call: Call, { administration }: Emulation): JournalService {
  const service = administration.journaling.find(call.pathIds[0] ?? "");
  if (service === null) throw new Refusal(wireErrors.restNotFound("journaling connector"));
  return service;
}

function connectionOf(settings: JournalSettings) {
  return "smtpJournalingConnection" in settings
    ? ({ name: "smtpJournalingConnection", connection: settings.smtpJournalingConnection } as const)
    : ({ name: "pop3JournalingConnection", connection: settings.pop3JournalingConnection } as const);
}

function readPart(body: JsonObject, name: string): object {
  const part = body[name];
  if (typeof part !== "object" || part === null) throw badBody(itemErrors.missing(name));
  return part;
}

function readSettings(body: JsonObject, { guesses }: Pick<Emulation, "guesses">): JournalSettings {
  const [error] = validate(body);
  if (error !== undefined) throw badBody(error);
  const common = {
    description: readText(body, "description") ?? "",
    enabled: readFlag(body, "enabled") ?? true,
    messageFormat: readText(body, "messageFormat") ?? formats[0],
    removeJournalHeaders: readFlag(body, "removeJournalHeaders") ?? false,
    journalNonInternalAddresses: readFlag(body, "journalNonInternalAddresses") ?? false,
    journalUnknownInternalAddresses: readFlag(body, "journalUnknownInternalAddresses") ?? false,
  };
  const hasSmtp = body["smtpJournalingConnection"] !== undefined;
  const name = hasSmtp ? "smtpJournalingConnection" : "pop3JournalingConnection";
  const read = readConnection(name, { given: body[name], guesses });
  if ("errors" in read) throw badBody(read.errors[0] ?? itemErrors.missing(name));
  return hasSmtp
    ? { ...common, smtpJournalingConnection: read.connection }
    : { ...common, pop3JournalingConnection: read.connection };
}

function validate(body: JsonObject): readonly ItemError[] {
  const errors: ItemError[] = [];
  const description = readText(body, "description");
  if (description === null) errors.push(itemErrors.missing("description"));
  else if (description.trim() === "") errors.push(itemErrors.blank("description"));
  for (const field of ["enabled", ...switches])
    if (body[field] !== undefined && typeof body[field] !== "boolean")
      errors.push(itemErrors.notAllowed(field, ["true", "false"]));
  const format = body["messageFormat"] ?? formats[0];
  if (!formats.some((known) => known === format))
    errors.push(itemErrors.notAllowed("messageFormat", formats));
  const hasSmtp = body["smtpJournalingConnection"] !== undefined;
  const hasPop3 = body["pop3JournalingConnection"] !== undefined;
  if (hasSmtp && hasPop3)
    errors.push(itemErrors.oneOfTwo("smtpJournalingConnection", "pop3JournalingConnection"));
  if (!hasSmtp && !hasPop3) errors.push(itemErrors.nothingGiven());
  return errors;
}

/** Passwords are never shown again. Mail comes in every five minutes. */
function show({ id, settings }: JournalService, { region, clock }: Emulation): JsonObject {
  const { name, connection } = connectionOf(settings);
  const { password: _, ...shown } = connection;
  const received = Math.floor(clock.now() / (5 * minuteMs)) * 5 * minuteMs;
  return {
    id,
    ...settings,
    [name]: shown,
    transferProtocol: name === "smtpJournalingConnection" ? "smtp" : "pop3",
    hostnames: [`${region}-smtp-journal-1.vendor.example`],
    queueSize: 0,
    statusInfo: {
      status: settings.enabled ? "ok" : "not_active",
      lastReceivedDateTime: formatUtc(received),
    },
  };
}
