import { ConsoleRefusal } from "../../administration/refusal.js";
import { minuteMs } from "../../clock/spans.js";
import { passwordField, sent, textField } from "../fields.js";
import { html } from "../html.js";
import { consoleRoot, type Page } from "../page.js";

const menu = "Emulation";

/** What the real service has not: a clock that can be moved, and every phone that a code is sent to. */
export const clockAndPhone: Page = {
  path: "/emulation",
  show: ({ administration, clock }) => ({
    title: "Clock and Phone",
    path: [menu, "Clock and Phone"],
    body: html`<p>It is <strong>${new Date(clock.now()).toISOString()}</strong> for this tenant.</p>
<form method="post" class="sheet"><h2>Move the clock</h2>
<button name="minutes" value="15">15 minutes</button> <button name="minutes" value="30">30 minutes</button>
<button name="minutes" value="60">1 hour</button> <button name="minutes" value="1440">1 day</button>
<p class="help">30 minutes make a new application of API 1.0 usable; 15 bring application settings to the sign-in.</p></form>
<h2>Codes of the second step</h2>
<table><tbody>${administration.directory.users.map(
      (user) =>
        html`<tr><td>${user.emailAddress}</td><td>${administration.signIn.profileFor(user).twoStep}</td><td><code>${administration.codeFor(user)}</code></td></tr>`,
    )}</tbody></table>`,
  }),
  take({ clock, form }) {
    const minutes = Number(sent(form, "minutes"));
    if (!(minutes > 0 && minutes <= 525_600))
      throw new ConsoleRefusal("Between a minute and a year, forwards.");
    clock.advance(minutes * minuteMs);
    return { goTo: "/emulation" };
  },
};

const shownRequests = 200;

export const requestLog: Page = {
  path: "/emulation/requests",
  show: ({ requests }) => ({
    title: "Request Log",
    path: [menu, "Request Log"],
    body: html`<p>What came to the tenant's API, the latest first, and why a call was refused.</p>
<table><thead><tr><th>Time</th><th>API</th><th>Call</th><th>Status</th><th>Why</th></tr></thead><tbody>
${[...requests()]
  .reverse()
  .slice(0, shownRequests)
  .map(
    (entry) =>
      html`<tr><td>${new Date(entry.at).toISOString().slice(11, 19)}</td><td>${entry.generation}</td><td>${entry.operation ?? entry.path}</td><td>${entry.status}</td><td>${entry.explanation}</td></tr>`,
  )}</tbody></table>`,
  }),
};

/** Guides that have the service user sign in itself are followed here too. */
export const signInPage: Page = {
  path: "/sign-in",
  show: ({ administration, form }, refusal) => ({
    title: "Sign In as Somebody Else",
    path: [menu, "Sign In as Somebody Else"],
    body: html`<form method="post" class="sheet">
${textField({ name: "address", label: "Email Address", value: sent(form, "address") })}
${passwordField({ name: "password", label: "Password" })}
${textField({ name: "code", label: "Verification Code", help: "Where the authentication profile has a second step: the emulated phone shows it." })}
<button class="main">Log On</button></form>
<form method="post"><input type="hidden" name="address" value="${administration.administrator.emailAddress}"><button name="do" value="back">Back to ${administration.administrator.emailAddress}</button></form>
<p><a href="${consoleRoot}/emulation">Clock and Phone</a></p>`,
    ...(refusal === undefined ? {} : { refusal }),
  }),
  take({ administration, form }) {
    if (sent(form, "do") === "back") return { goTo: "", signInAs: null };
    const user = administration.directory.requireUser(sent(form, "address"));
    const { emailAddress } = user;
    if (!user.isEnabled || user.isLocked) throw new ConsoleRefusal(`${emailAddress} is disabled or locked.`);
    if (sent(form, "password") !== user.password)
      throw new ConsoleRefusal("The password is wrong.", "Password");
    const profile = administration.signIn.profileFor(user);
    if (profile.twoStep !== "None" && !profile.saml && sent(form, "code") !== administration.codeFor(user)) {
      throw new ConsoleRefusal(
        `${profile.description} asks for a code, sent by ${profile.twoStep}.`,
        "Verification Code",
      );
    }
    if (!user.isAdministrator) {
      throw new ConsoleRefusal(
        `${emailAddress} has no administrator's role, and so no way into this console.`,
      );
    }
    return { goTo: "", signInAs: emailAddress };
  },
};
