import type { Tenant } from "@postern/emulator";
import type { Engine } from "@postern/engine";
import type { ProgressBook } from "../collecting/progress.js";
import type { Context } from "../program/context.js";
import type { Screen } from "../screen/screen.js";
import { accent, bold } from "../screen/text.js";

/** What every scene of the demo plays with. */
export interface Stage {
  readonly context: Context;
  /** Where the story is told: stderr where stdout is for programs. */
  readonly screen: Screen;
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly book: ProgressBook;
  /** The data directory of this demo alone. */
  readonly home: string;
  readonly signal: AbortSignal;
}

export const connectionNames = { "1.0": "demo-v1", "2.0": "demo-v2" } as const;

/** The connection the demo acts on. */
export const actingConnection = connectionNames["2.0"];

/** Heads a scene with one plain sentence. Ctrl-C ends the story between two scenes at the latest. */
export function beginScene(stage: Pick<Stage, "screen" | "signal">, sentence: string): void {
  stage.signal.throwIfAborted();
  stage.screen.line();
  stage.screen.line(accent("▌ "), bold(sentence));
}
