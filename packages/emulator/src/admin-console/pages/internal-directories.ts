import { ConsoleRefusal } from "../../administration/refusal.js";
import type { UserAccount } from "../../administration/users.js";
import { actionButton, factList, passwordField, sent, textField, tickField } from "../fields.js";
import { html } from "../html.js";
import { consoleRoot, type Page, type PageCall } from "../page.js";

const path = ["Directories", "Internal Directories"];
const root = "/directories/internal";

export const domainList: Page = {
  path: root,
  show: ({ administration }) => ({
    title: "Internal Directories",
    path,
    body: html`<table><thead><tr><th>Domain</th><th>State</th></tr></thead><tbody>
${administration.directory.domains.list().map(({ name, state }) => html`<tr><td><a href="${consoleRoot}${root}/domain?name=${encodeURIComponent(name)}">${name}</a></td><td>${state}</td></tr>`)}
</tbody></table>`,
  }),
};

export const addressList: Page = {
  path: `${root}/domain`,
  show({ administration, query }) {
    const domain = query.get("name") ?? "";
    const users = administration.directory.users.filter(({ emailAddress }) =>
      emailAddress.endsWith(`@${domain}`),
    );
    return {
      title: domain,
      path,
      body: html`<p class="tools"><a class="button main" href="${consoleRoot}${root}/new?name=${encodeURIComponent(domain)}">New Address</a></p>
<table><thead><tr><th>Address</th><th>Account</th></tr></thead><tbody>
${users.map((user) => html`<tr><td><a href="${consoleRoot}${root}/address?user=${encodeURIComponent(user.emailAddress)}">${user.emailAddress}</a></td><td>${stateOf(user)}</td></tr>`)}
</tbody></table><p class="help">The company's other people, who only send and receive mail, are not listed.</p>`,
    };
  },
};

export const newAddress: Page = {
  path: `${root}/new`,
  show({ query, form }, refusal) {
    const domain = query.get("name") ?? "";
    return {
      title: "New Address",
      path,
      body: html`<form method="post" class="sheet">
${textField({ name: "address", label: "Email Address", value: sent(form, "address"), help: `The part before @${domain}, or all of it.` })}
${passwordField({ name: "password", label: "Password" })}
${passwordField({ name: "confirm", label: "Confirm Password" })}
${tickField({ name: "never-expires", label: "Password Never Expires", isOn: form.has("never-expires") })}
${tickField({ name: "force-change", label: "Force Change at Logon", isOn: form.has("force-change") })}
<button class="main">Save and Exit</button></form>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take({ administration, query, form }) {
    const domain = query.get("name") ?? "";
    const typed = sent(form, "address").trim();
    administration.directory.createUser({
      emailAddress: typed.includes("@") || typed === "" ? typed : `${typed}@${domain}`,
      password: readPassword(form),
      passwordNeverExpires: form.has("never-expires"),
      forceChangeAtLogon: form.has("force-change"),
    });
    return { goTo: `${root}/domain?name=${encodeURIComponent(domain)}` };
  },
};

export const editAddress: Page = {
  path: `${root}/address`,
  show(call, refusal) {
    const user = userOf(call);
    const { emailAddress, isEnabled, isLocked } = user;
    return {
      title: emailAddress,
      path,
      body: html`${factList([
        ["Account", stateOf(user)],
        ["Roles", user.roles.map(({ name }) => name).join(", ") || "none"],
        ["Password Never Expires", user.passwordNeverExpires ? "yes" : "no"],
        ["Authentication Profile", call.administration.signIn.profileFor(user).description],
      ])}
<p class="tools">${actionButton({ label: isEnabled ? "Disable Account" : "Enable Account", values: { do: isEnabled ? "disable" : "enable" } })}
${actionButton({ label: isLocked ? "Unlock Account" : "Lock Account", values: { do: isLocked ? "unlock" : "lock" } })}</p>
<form method="post" class="sheet"><h2>Change Password</h2>
<p class="help">It revokes every access and secret key of this user; so does disabling the account.</p>
${passwordField({ name: "password", label: "Password" })}${passwordField({ name: "confirm", label: "Confirm Password" })}
<button name="do" value="password">Change Password</button></form>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take(call) {
    const user = userOf(call);
    switch (sent(call.form, "do")) {
      case "disable":
        user.disable();
        break;
      case "enable":
        user.enable();
        break;
      case "lock":
      case "unlock":
        user.isLocked = sent(call.form, "do") === "lock";
        break;
      default:
        user.changePassword(readPassword(call.form));
    }
    return { goTo: `${root}/address?user=${encodeURIComponent(user.emailAddress)}` };
  },
};

function userOf({ administration, query }: PageCall): UserAccount {
  return administration.directory.requireUser(query.get("user") ?? "");
}

function readPassword(form: URLSearchParams): string {
  const password = sent(form, "password");
  if (password === "") throw new ConsoleRefusal("Password is required.", "Password");
  if (password !== sent(form, "confirm")) {
    throw new ConsoleRefusal("The two passwords are not the same.", "Confirm Password");
  }
  return password;
}

function stateOf({ isEnabled, isLocked }: UserAccount): string {
  if (!isEnabled) return "disabled";
  return isLocked ? "locked" : "enabled";
}
