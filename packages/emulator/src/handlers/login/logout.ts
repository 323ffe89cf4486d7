import { endBinding } from "../../administration/binding.js";
import { noteSetting } from "../../logs/audit-trail.js";
import { readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";

/** Ends keys of the user who signs the call; those of others by the guess `logoutOfOthers`. The empty answer is guessed. */
export const logout = handleEach(({ item, call, emulation }) => {
  const accessKey = readText(item, "accessKey");
  if (accessKey === null) return { errors: [itemErrors.missing("accessKey")] };
  const { administration } = emulation;
  const signing = /^MC ([^:]+):/.exec(call.visitor.header("authorization") ?? "")?.[1] ?? "";
  const caller = administration.findBinding(signing)?.user ?? null;
  const binding = administration.findBinding(accessKey);
  const isOthers = binding?.user !== caller && emulation.guesses.logoutOfOthers === "refused";
  if (binding === null || isOthers || binding.state === "void")
    return { errors: [itemErrors.invalidToken()] };
  endBinding(binding, { state: "void", by: "its user logged out" });
  noteSetting("User Logged Out", binding.user.emailAddress, { call, emulation });
  return { rows: [] };
});
