import { ConsoleRefusal } from "../../administration/refusal.js";
import { Fields, sent } from "../fields.js";
import { html } from "../html.js";
import { link, type Page } from "../page.js";

/** Guides that have the service user sign in itself are followed here too. */
export const signInPage: Page = {
  path: "/sign-in",
  show(call) {
    const { emailAddress } = call.administration.administrator;
    const fields = new Fields(call);
    return {
      title: "Log On",
      path: ["Emulation", "Sign In as Somebody Else"],
      body: html`<form method="post" class="sheet">
${fields.text({ name: "address", label: "Email Address" })}
${fields.password({ name: "password", label: "Password" })}
${fields.text({ name: "code", label: "Verification Code", help: "Where the authentication profile asks for a second step: Clock and Phone shows it." })}
<p class="tools"><button class="main">Log On</button> <a class="button" href="${link("/emulation")}">Clock and Phone</a></p></form>
<form method="post"><input type="hidden" name="address" value="${emailAddress}"><p><button name="do" value="back">Back to ${emailAddress}</button></p></form>`,
    };
  },
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
        `${profile.description} asks for a code, sent by ${profile.twoStep}. Clock and Phone shows it.`,
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
