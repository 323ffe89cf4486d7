import { answerJson } from "../../wire/answer.js";
import type { Handler } from "../handler.js";

/** Tells whose token it is. The names are the vendor's; what type and home account hold is guessed. */
export const tellWhoIAm: Handler = (_call, { accountCode, absentProducts, account }) => {
  const hasIntegrated = !absentProducts.includes("Email Security Cloud Integrated");
  return answerJson({
    version: "1",
    type: "account",
    "account-codes": { ci: hasIntegrated ? accountCode : null, cg: accountCode, x1: null, lead: null },
    "home-account": { "account-code": accountCode, "account-name": account.describe()["accountName"] },
  });
};
