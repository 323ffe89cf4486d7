import { type Guide, renderGuideHtml, renderGuideMarkdown } from "@postern/engine";
import { writePage } from "../files/write-file.js";
import type { Context } from "../program/context.js";
import { dim } from "../screen/text.js";

export interface PageOptions {
  readonly markdown?: string;
  readonly html?: string;
}

/** Writes the pages asked for; `-` is standard output. False where none was. They hold no secret. */
export async function writePages(context: Context, guide: Guide, options: PageOptions): Promise<boolean> {
  const pages = [
    { option: "--markdown", path: options.markdown, render: renderGuideMarkdown },
    { option: "--html", path: options.html, render: renderGuideHtml },
  ];
  let isAny = false;
  for (const { option, path, render } of pages) {
    if (path === undefined) continue;
    isAny = true;
    if (path === "-") {
      context.out.write(render(guide));
      continue;
    }
    await writePage(render(guide), { option, path });
    context.err.line("Wrote ", path, dim("  for whoever administers the tenant; it holds no secret"));
  }
  return isAny;
}
