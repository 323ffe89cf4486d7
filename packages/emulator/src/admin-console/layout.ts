import { Html, html, nothing } from "./html.js";
import { menus } from "./menus.js";
import { consoleRoot, link, type PageCall, type PageContent } from "./page.js";
import { script } from "./script.js";
import { style } from "./style.js";

/** The frame around every page: what this is, who is signed in, what time it is here, and the menus. */
export function renderPage(call: PageCall, content: PageContent): Html {
  const { tenant, actor, clock, refusal } = call;
  const { account } = tenant;
  const { title, path, body } = content;
  const time = new Date(clock.now()).toISOString().replace("T", " ").slice(0, 16);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} · ${account.name} · emulated tenant</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<strong class="brand"><a href="${consoleRoot}">Emulated tenant: not Mimecast</a></strong>
<a class="tab" href="#menu">Administration</a>
<span class="account"><span>${account.name}</span> <span class="quiet">${account.code}</span></span>
<a class="time" href="${link("/emulation")}" title="The tenant's own clock">${time} UTC</a>
<a class="actor" href="${link("/sign-in")}">Signed in: ${actor.emailAddress}</a>
</header>
<div class="frame">
<nav id="menu" aria-label="Administration" tabindex="-1">
${menus.map(({ name, entries }) => renderMenu(name, { entries, path }))}
<a class="close-menu" href="#content">Close the menu</a>
</nav>
<main id="content" tabindex="-1">
<p class="path">${["Administration", ...path].join(" | ")}</p>
<h1>${title}</h1>
${refusal === null ? nothing : html`<p class="refusal" role="alert">${refusal.message}</p>`}
${body}
</main>
</div>
<script>${new Html(script)}</script>
</body>
</html>
`;
}

function renderMenu(
  menu: string,
  { entries, path }: { entries: readonly (readonly [string, string])[]; path: readonly string[] },
): Html {
  const items = entries.map(([text, place]) => {
    const mark = menu === path[0] && text === path[1] ? html` aria-current="page"` : nothing;
    return html`<li><a href="${link(place)}"${mark}>${text}</a></li>`;
  });
  return html`<details${menu === path[0] ? html` open` : nothing}><summary>${menu}</summary><ul>${items}</ul></details>`;
}
