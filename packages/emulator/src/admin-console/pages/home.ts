import { html } from "../html.js";
import { link, type Page } from "../page.js";

export const home: Page = {
  path: "",
  show: ({ tenant }) => ({
    title: tenant.account.name,
    path: [],
    body: html`
<p>Here you rehearse the steps that connect a program to Mimecast, with the menus where setup guides look for them. What
is done here takes effect on this tenant's API at once, or after the time the real service takes, on the tenant's own
clock. Nothing here reaches the real service.</p>
<ul class="cards">
<li class="card"><h2>API 2.0</h2><p>A role, then an application with products and that role, then client id and
secret.</p><p><a class="button" href="${link("/account/roles")}">Roles</a> <a class="button" href="${link("/services/integrations")}">Integrations</a></p></li>
<li class="card"><h2>API 1.0</h2><p>A service user with a profile group, an authentication profile and application
settings; an application; half an hour later its keys; then the user's role.</p><p><a class="button" href="${link("/directories/internal")}">Internal Directories</a></p></li>
<li class="card"><h2>No time to wait?</h2><p>The clock is the tenant's own: it can be stopped and moved on.</p><p><a class="button" href="${link("/emulation")}">Clock and Phone</a></p></li>
<li class="card"><h2>A call is refused?</h2><p>The request log tells what was checked, and why the answer was no.</p><p><a class="button" href="${link("/emulation/requests")}">Request Log</a></p></li>
</ul>`,
  }),
};
