import { forms } from "@postern/engine";
import { Option } from "commander";

/** `--as`: the form in which records are written. */
export function formOption(): Option {
  return new Option("--as <form>", "the form to write").choices(forms);
}
