import type { Connection } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { bad } from "../screen/text.js";

/** Loud, and told whenever it is so: it is meant to be bothersome. */
export function warnOfNoVerification(screen: Screen, { name, settings }: Connection): void {
  if (settings.network.verifyCertificates !== false) return;
  showBanner(
    screen,
    `Certificates are NOT checked for ${name}: anybody on the way can read and change what is sent, keys included. ` +
      "Give the CA instead: --ca FILE --verify.",
  );
}

export function showBanner(screen: Screen, text: string): void {
  screen.line(bad("!!  "), bad(text));
}
