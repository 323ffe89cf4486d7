import { auditCategories } from "../logs/audit-note.js";
import { answerEnvelope } from "../wire/envelope.js";
import type { Handler } from "./handler.js";

/** Answers the categories that audit events are searched by. What the vendor's ids look like is guessed. */
export const getAuditCategories: Handler = () =>
  answerEnvelope([
    {
      categories: Object.entries(auditCategories).map(([code, name], index) => ({
        code,
        id: index + 1,
        name,
      })),
    },
  ]);
