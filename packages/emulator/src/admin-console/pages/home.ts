import { html } from "../html.js";
import { consoleRoot, type Page } from "../page.js";

export const home: Page = {
  path: "",
  show: ({ account }) => ({
    title: account.name,
    path: [],
    body: html`
<p>This is the administration of an emulated tenant: a place to rehearse the steps that connect a program, with the
menus where guides look for them. What is done here takes effect on the tenant's API at once, or after the time the
real service takes, on the tenant's own clock.</p>
<div class="cards">
<div class="card"><h2>API 2.0</h2><p>A role, then an application with products and that role, then client id and
secret.</p><p><a class="button" href="${consoleRoot}/account/roles">Roles</a> <a class="button" href="${consoleRoot}/services/integrations">Integrations</a></p></div>
<div class="card"><h2>API 1.0</h2><p>A service user with a profile group, an authentication profile and application
settings; an application; half an hour later its keys; then the user's role.</p><p><a class="button" href="${consoleRoot}/directories/internal">Internal Directories</a></p></div>
<div class="card"><h2>No time to wait?</h2><p>The clock is the tenant's own: it can be moved.</p><p><a class="button" href="${consoleRoot}/emulation">Clock and Phone</a></p></div>
</div>`,
  }),
};
