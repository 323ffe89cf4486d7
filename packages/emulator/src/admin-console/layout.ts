import { Html, html, nothing } from "./html.js";
import { consoleRoot, type PageCall, type PageContent } from "./page.js";
import { style } from "./style.js";

const menus: readonly (readonly [
  menu: string,
  entries: readonly (readonly [text: string, path: string])[],
])[] = [
  [
    "Account",
    [
      ["Account Settings", "/account/settings"],
      ["Roles", "/account/roles"],
    ],
  ],
  [
    "Directories",
    [
      ["Internal Directories", "/directories/internal"],
      ["Profile Groups", "/directories/groups"],
    ],
  ],
  [
    "Services",
    [
      ["Applications", "/services/applications"],
      ["API and Platform Integrations", "/services/integrations"],
    ],
  ],
  [
    "Emulation",
    [
      ["Clock and Phone", "/emulation"],
      ["Request Log", "/emulation/requests"],
      ["Sign In as Somebody Else", "/sign-in"],
    ],
  ],
];

/** The frame around every page: what this is, who is signed in, what time it is here, and the menus. */
export function renderPage(call: PageCall, content: PageContent): Html {
  const { account, actor, clock } = call;
  const { title, path, body, refusal } = content;
  const time = new Date(clock.now()).toISOString().replace("T", " ").slice(0, 16);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · emulated tenant</title>
<style>${new Html(style)}</style>
</head>
<body>
<header class="banner"><strong>Emulated tenant: not Mimecast</strong><span>${account.name} · ${account.code}</span><span>${time} UTC</span><span>Signed in: ${actor.emailAddress}</span></header>
<div class="frame">
<nav class="menu" aria-label="Administration"><p><a href="${consoleRoot}">Administration</a></p>
${menus.map(([menu, entries]) => renderMenu(menu, { entries, current: path.at(-1) ?? "" }))}
</nav>
<main>
<p class="path">${["Administration", ...path].join(" | ")}</p>
<h1>${title}</h1>
${refusal === undefined ? nothing : html`<p class="refusal" role="alert">${refusal}</p>`}
${body}
</main>
</div>
</body>
</html>
`;
}

function renderMenu(
  menu: string,
  { entries, current }: { entries: readonly (readonly [string, string])[]; current: string },
): Html {
  const items = entries.map(([text, path]) => {
    const mark = text === current ? html` aria-current="page"` : nothing;
    return html`<li><a href="${consoleRoot}${path}"${mark}>${text}</a></li>`;
  });
  return html`<h2>${menu}</h2><ul>${items}</ul>`;
}
