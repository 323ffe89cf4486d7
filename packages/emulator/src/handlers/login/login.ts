import type { Application1Account } from "../../administration/application1.js";
import type { Binding } from "../../administration/binding.js";
import type { UserAccount } from "../../administration/users.js";
import { hourMs } from "../../clock/spans.js";
import type { Emulation } from "../../tenant/emulation.js";
import { refuse } from "../../wire/answer.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { wireErrors } from "../../wire/errors.js";
import { checkAddress, checkAddressOfUser } from "../../wire/gate.js";
import { checkRegion, refuseYoung, requireApplication, requireHeaders } from "../../wire/signature-check.js";
import type { Handler } from "../handler.js";

interface Login {
  readonly realm: string;
  readonly userName: string;
  readonly password: string;
}

/** Makes keys for a user who gives a password, or gives the old ones a new term. */
export const login: Handler = (call, emulation) => {
  const { visitor } = call;
  const { guesses } = emulation;
  requireHeaders(visitor, { names: ["authorization", "x-mc-app-id", "x-mc-date", "x-mc-req-id"], guesses });
  const application = requireApplication(visitor.header("x-mc-app-id") ?? "", emulation);
  refuseYoung(application, emulation);
  checkRegion(visitor, emulation);
  const item = readItems(call.body)[0] ?? {};
  const user = checkPassword(readLogin(visitor.header("authorization") ?? ""), {
    emulation,
    namedUser: readText(item, "userName") ?? readText(item, "username"),
  });
  checkAddress(visitor, emulation);
  checkAddressOfUser(visitor, user, emulation);
  const binding = settleBinding(readText(item, "accessKey"), { application, user, emulation });
  const ttlHours = emulation.administration.ttlOf(user);
  const isEternal = ttlHours === null || application.extendedSession;
  return answerEnvelope([
    {
      accessKey: binding.accessKey,
      secretKey: binding.secretKey,
      bindingType: "one_step",
      duration: isEternal ? guesses.endlessDurationYears * 365 * 24 * hourMs : ttlHours * hourMs,
      extendOnValidate: guesses.extendOnValidate,
      lastUserToken: guesses.lastUserToken,
      username: user.emailAddress,
    },
  ]);
};

/** `Basic-Cloud base64(user:password)`; empty where it is nothing of the kind. */
function readLogin(authorization: string): Login {
  const [, realm = "", encoded = ""] = /^(\S+) +(\S+)$/.exec(authorization) ?? [];
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  const end = colon < 0 ? text.length : colon;
  return { realm, userName: text.slice(0, end), password: text.slice(end + 1) };
}

function checkPassword(
  sent: Login,
  options: { readonly emulation: Emulation; readonly namedUser: string | null },
): UserAccount {
  const { administration, guesses } = options.emulation;
  const { directory } = administration;
  const no = (explanation: string) =>
    refuse(wireErrors.loginRefused(guesses.refusedLoginStatus), explanation);
  const user = directory.findUser(sent.userName);
  if (user === null) throw no("no user who can sign in has this user name");
  const { emailAddress, realms } = user;
  if (!realms.some((realm) => realm === sent.realm)) {
    throw refuse(
      wireErrors.realmNotSupported(),
      `${emailAddress} may sign in with ${realms.join(" or ")}, not with "${sent.realm}"`,
    );
  }
  if (directory.findUser(options.namedUser ?? sent.userName) !== user) {
    throw no("the user name of the body is not that of the Authorization header");
  }
  if (!user.isEnabled) throw no(`${emailAddress} is disabled`);
  if (user.isLocked) throw no(`${emailAddress} is locked`);
  if (!user.tryPassword(sent.password, directory.passwordRules))
    throw no(
      `the user name is right, the password is not${user.isLocked ? ": the account is locked now" : ""}`,
    );
  const over = administration.whyPasswordIsOver(user);
  if (over !== null) throw no(`${emailAddress} ${over}`);
  return user;
}

/** Keys that ended for good, and keys of others, aren't extended: new ones are made. */
function settleBinding(
  accessKey: string | null,
  options: {
    readonly application: Application1Account;
    readonly user: UserAccount;
    readonly emulation: Emulation;
  },
): Binding {
  const { application, user, emulation } = options;
  const { administration, guesses } = emulation;
  const old = accessKey === null ? null : administration.findBinding(accessKey);
  const isOurs = old !== null && old.application === application && old.user === user;
  const isOver = !isOurs || old.state === "void" || old.state === "revoked";
  if (isOver && old !== null && guesses.revokedKeyRenewal === "refused")
    throw refuse(
      wireErrors.loginRefused(guesses.refusedLoginStatus),
      "the old access key has ended, or isn't this user's",
    );
  if (isOver) return administration.bind(application, user);
  administration.extendBinding(old);
  return old;
}
