import { answerJson } from "../../wire/answer.js";
import type { Handler, HandlerGroup } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { executeSync, getConnection, requestSync } from "./sync.js";

/** The list is named after what it holds: guessed, as its ids are. */
const listConnectors: Handler = (call, emulation) => {
  const { mint, administration } = emulation;
  const all = administration.connectors.map(({ name, product, provider, state }) => ({
    id: mint.seal("connector", [name]),
    name,
    product: { id: mint.seal("connector-product", [product]), name: product },
    provider,
    status: state,
  }));
  const { rows, meta } = cutCursorPage(all, { call, emulation, kind: "connectors" });
  return answerJson({ connectors: rows, meta });
};

const listRoles: Handler = (call, emulation) => {
  const all = emulation.administration.roles.list();
  const { rows, meta } = cutCursorPage(all, { call, emulation, kind: "roles" });
  return answerJson({ roles: rows.map(({ id, name }) => ({ id, roleName: name })), meta });
};

export const directoryHandlers: HandlerGroup = {
  "directory.get-connection": getConnection,
  "directory.execute-sync": executeSync,
  "directory.integrations.sync": requestSync,
  "connector.connectors.list": listConnectors,
  "role.roles.list": listRoles,
};
