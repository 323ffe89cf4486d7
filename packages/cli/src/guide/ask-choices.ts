import type { ActionSummary } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { askActions, askFeeds } from "../connect/complete.js";
import { askOne } from "../prompts/ask.js";
import type { GuideOptions } from "./request.js";

/** Asks for the choices a guide is tailored to, where they were not given. */
export async function askChoices<Options extends GuideOptions>(
  options: Options,
  { generation, actions }: { generation: Generation; actions: readonly ActionSummary[] },
): Promise<Options> {
  const feeds = options.feeds ?? (await askFeeds(generation));
  const chosen = { ...options, feeds, actions: options.actions ?? (await askActions(actions)) };
  if (generation === "2.0") return chosen;
  return {
    ...chosen,
    signIn: options.signIn ?? (await askSignIn()),
    twoStep: options.twoStep ?? (await askTwoStep()),
  };
}

function askSignIn(): Promise<string> {
  return askOne("How do people of this account sign in to Mimecast?", [
    { value: "cloud-password", label: "With a password kept by Mimecast" },
    { value: "directory-password", label: "With the password of the company's directory" },
    { value: "saml", label: "By single sign-on (SAML)" },
  ]);
}

function askTwoStep(): Promise<string> {
  return askOne("What second factor shall the service account have?", [
    { value: "none", label: "None", hint: "the least trouble; its password alone makes keys" },
    { value: "sms-or-email", label: "A code by text message or mail" },
    { value: "third-party", label: "An authenticator app" },
  ]);
}
