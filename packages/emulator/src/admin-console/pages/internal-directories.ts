import { ConsoleRefusal } from "../../administration/refusal.js";
import type { UserAccount } from "../../administration/users.js";
import { actionButton, Fields, factList, sent } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { state, table } from "../table.js";

const path = ["Directories", "Internal Directories"];
const root = "/directories/internal";

export const domainList: Page = {
  path: root,
  show: ({ administration }) => ({
    title: "Internal Directories",
    path,
    body: table({
      caption: "Internal domains",
      heads: ["Domain", "State"],
      rows: administration.directory.domains
        .list()
        .map((domain) => [
          html`<a href="${link(`${root}/domain`, { name: domain.name })}">${domain.name}</a>`,
          state(domain.state, domain.state === "verified" ? "good" : "warn"),
        ]),
      empty: "No domain yet.",
    }),
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
      body: html`<p class="tools"><a class="button main" href="${link(`${root}/new`, { name: domain })}">New Address</a> <a class="button" href="${link(root)}">Go Back</a></p>
${table({
  caption: "Addresses",
  heads: ["Email Address", "Account", "Roles"],
  rows: users.map((user) => [
    html`<a href="${link(`${root}/address`, { user: user.emailAddress })}">${user.emailAddress}</a>`,
    showState(user),
    user.roles.map(({ name }) => name).join(", "),
  ]),
  empty: "Nobody of this domain can sign in yet.",
})}<p class="help">Those who can sign in. The company's other people, who only send and receive mail, are not listed.</p>`,
    };
  },
};

export const newAddress: Page = {
  path: `${root}/new`,
  show(call) {
    const domain = call.query.get("name") ?? "";
    const fields = new Fields(call);
    return {
      title: "New Address",
      path,
      body: html`<form method="post" class="sheet">
${fields.text({ name: "address", label: "Email Address", help: `The part before @${domain}, or all of it.` })}
${fields.password({ name: "password", label: "Password", help: "Guides ask for it again when keys are made: keep it." })}
${fields.password({ name: "confirm", label: "Confirm Password" })}
${fields.tick({ name: "never-expires", label: "Password Never Expires", isOn: false, sentWith: "address" })}
${fields.tick({ name: "force-change", label: "Force Change at Logon", isOn: false, sentWith: "address" })}
<p class="tools"><button class="main" name="do" value="exit">Save and Exit</button> <button name="do" value="stay">Save</button> <a class="button" href="${link(`${root}/domain`, { name: domain })}">Cancel</a></p></form>`,
    };
  },
  take({ administration, query, form }) {
    const domain = query.get("name") ?? "";
    const typed = sent(form, "address").trim();
    const { emailAddress } = administration.directory.createUser({
      emailAddress: typed.includes("@") || typed === "" ? typed : `${typed}@${domain}`,
      password: readPassword(form),
      passwordNeverExpires: form.has("never-expires"),
      forceChangeAtLogon: form.has("force-change"),
    });
    return sent(form, "do") === "stay"
      ? { goTo: addressOf(emailAddress) }
      : { goTo: `${root}/domain?name=${encodeURIComponent(domain)}` };
  },
};

export const editAddress: Page = {
  path: `${root}/address`,
  show(call) {
    const user = userOf(call);
    const { emailAddress, isEnabled, isLocked, roles, passwordNeverExpires } = user;
    const fields = new Fields(call);
    const passwordIsOver = call.administration.whyPasswordIsOver(user);
    const domain = emailAddress.slice(emailAddress.lastIndexOf("@") + 1);
    return {
      title: emailAddress,
      path,
      body: html`<div class="sheet">${factList([
        ["Account", showState(user)],
        ["Roles", roles.map(({ name }) => name).join(", ")],
        ["Password Never Expires", passwordNeverExpires ? "yes" : "no"],
        ["Password", passwordIsOver === null ? "good" : `The user ${passwordIsOver}.`],
        ["Authentication Profile", call.administration.signIn.profileFor(user).description],
      ])}</div>
${keysOf(call, user)}
<p class="tools">${actionButton({ label: isEnabled ? "Disable Account" : "Enable Account", values: { do: isEnabled ? "disable" : "enable" }, kind: isEnabled ? "danger" : "plain" })}
${actionButton({ label: isLocked ? "Unlock Account" : "Lock Account", values: { do: isLocked ? "unlock" : "lock" } })}
<a class="button" href="${link(`${root}/domain`, { name: domain })}">Go Back</a></p>
<form method="post" class="sheet"><h2>Change Password</h2>
<p class="help">It revokes every access and secret key of this user; so does disabling the account.</p>
${fields.password({ name: "password", label: "Password" })}${fields.password({ name: "confirm", label: "Confirm Password" })}
<button name="do" value="password">Change Password</button></form>`,
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
    return { goTo: addressOf(user.emailAddress) };
  },
};

/** What became of the keys that were made for a user: the first thing to look at when a program is refused. */
function keysOf({ administration }: PageCall, user: UserAccount): Html {
  const bindings = [...administration.listBindings()].filter((binding) => binding.user === user);
  if (bindings.length === 0) return nothing;
  return html`<h2>Keys of API 1.0</h2>${table({
    caption: "Keys of API 1.0",
    heads: ["Access key ends with", "Application", "State"],
    rows: bindings.map((binding) => {
      const judged = administration.judgeBinding(binding);
      return [
        html`<code>${binding.accessKey.slice(-4)}</code>`,
        binding.application.name,
        judged.verdict === "good" ? state("good", "good") : state(`refused: ${judged.because}`, "warn"),
      ];
    }),
    empty: "",
  })}`;
}

function addressOf(emailAddress: string): string {
  return `${root}/address?user=${encodeURIComponent(emailAddress)}`;
}

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

function showState({ isEnabled, isLocked }: UserAccount): Html {
  if (!isEnabled) return state("disabled", "off");
  return isLocked ? state("locked", "warn") : state("enabled", "good");
}
