/** The option of every command that changes something here: `readActor` takes it into the audit log. */
export const reasonOption = ["--reason <text>", "why; kept in the audit log"] as const;
