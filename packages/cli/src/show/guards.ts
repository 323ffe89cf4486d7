import type { GuardRules } from "@postern/engine";
import { defangHost } from "../screen/defang.js";
import { formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { bold, dim, warn } from "../screen/text.js";

/** The rules that hold for every action. */
export function showGuards(screen: Screen, rules: GuardRules): void {
  const { protected: names, maxTargets, approval, isDryRun } = rules;
  const asked = [
    ...(approval.domains ? ["for blocks and permits of a whole domain"] : []),
    ...(approval.above === null ? [] : [`above ${formatCount(approval.above)} targets`]),
  ];
  screen.line(bold("Guards"));
  screen.line(
    dim("  protected      "),
    names.length === 0 ? dim("nothing") : names.map(defangHost).join(", "),
  );
  screen.line(dim("  targets a run  "), formatCount(maxTargets), dim(" at the most"));
  screen.line(dim("  second person  "), asked.length === 0 ? dim("never") : asked.join(", and "));
  screen.line(dim("  dry run        "), isDryRun ? warn("on: nothing is changed in any tenant") : dim("off"));
}
