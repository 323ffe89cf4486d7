import { Readable, Writable } from "node:stream";
import type { OutputStream } from "../screen/screen.js";
import { type Context, createContext, type Surface } from "./context.js";

export interface Capture {
  readonly stream: OutputStream;
  text(): string;
}

/** A stream that keeps what is written to it. */
export function openCapture(
  properties: { readonly isTTY?: boolean; readonly columns?: number } = {},
): Capture {
  const pieces: string[] = [];
  const stream = new Writable({
    write(piece, _, done) {
      pieces.push(String(piece));
      done();
    },
  });
  return { stream: Object.assign(stream, properties), text: () => pieces.join("") };
}

/** A context for tests, with its outputs kept. */
export function openContext(surface: Partial<Surface> & { readonly inputText?: string } = {}): {
  context: Context;
  stdout: () => string;
  stderr: () => string;
} {
  const output = openCapture();
  const errors = openCapture();
  const { inputText, ...rest } = surface;
  const context = createContext({
    output: output.stream,
    errors: errors.stream,
    input: Readable.from(inputText === undefined ? [] : [inputText]),
    environment: {},
    platform: "linux",
    userDirectory: "/home/ada",
    workingDirectory: "/nowhere",
    script: "/usr/bin/postern",
    now: () => Date.UTC(2026, 0, 5, 12),
    ...rest,
  });
  return { context, stdout: output.text, stderr: errors.text };
}
