import type { FaultDeclaration } from "../declaration.js";
import { answerFaults } from "./answers.js";
import { fileFaults } from "./files.js";
import { pageFaults } from "./pages.js";
import { socketFaults } from "./sockets.js";

/** Every kind of fault. The docs page, the check of what is injected and the command's help are made from it. */
export const faultTable = { ...answerFaults, ...socketFaults, ...pageFaults, ...fileFaults };

export type FaultKind = keyof typeof faultTable;

export const faultKinds: readonly FaultKind[] = Object.keys(faultTable).filter(isFaultKind);

export function isFaultKind(name: string): name is FaultKind {
  return Object.hasOwn(faultTable, name);
}

/** A kind's declaration, without the narrowness of its own details. */
export function declarationOf(kind: FaultKind): FaultDeclaration {
  return faultTable[kind];
}
