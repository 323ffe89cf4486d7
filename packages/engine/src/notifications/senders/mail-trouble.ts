import { describeTlsProblem, tlsProblemOf } from "@postern/mimecast";

/** Why a mail was not taken and what mends it, in words without the password, whatever the server says of it. */
export function describeMailTrouble(
  error: unknown,
  { server, username, password }: { server: string; username: string | null; password: string },
): string {
  if (!(error instanceof Error)) return `${server} could not be asked`;
  // Put there by the mail library.
  const [code, originalCode, responseCode, response] = [
    "code",
    "originalCode",
    "responseCode",
    "response",
  ].map((name): unknown => Reflect.get(error, name));
  const said = typeof response === "string" ? hide(response, password) : null;
  const tlsCode = typeof originalCode === "string" ? originalCode : null;
  const answer = said === null ? "" : `; it says: ${said}`;
  if (code === "EAUTH") {
    const isRefused = typeof responseCode === "number" && responseCode >= 500;
    const what = isRefused ? "refuses the sign-in" : "could not sign in";
    return `${server} ${what} of ${username ?? "nobody"}: check the name, and the password given as its secret${answer}`;
  }
  if (code === "EENVELOPE") {
    const hint = username === null && responseCode === 530 ? "; it wants a sign-in: smtp://user@host" : "";
    return `${server} takes no mail from or to these addresses${hint}${answer}`;
  }
  if (tlsCode !== null && tlsProblemOf(tlsCode) !== "other") {
    const mend =
      tlsProblemOf(tlsCode) === "not-tls"
        ? "smtps:// is for TLS from the first byte (465), smtp:// for STARTTLS (587)"
        : "give the authority's certificate with --ca";
    return `${server}: ${describeTlsProblem(tlsCode)}; ${mend}`;
  }
  if (code === "ETLS")
    return `${server} does not upgrade to TLS by STARTTLS; smtps:// is for TLS from the first byte, --no-tls for none at all${answer}`;
  if (code === "ETIMEDOUT")
    return `${server} did not answer in time; check host, port and how TLS begins there`;
  if (code === "EDNS") return `the name of ${server} can't be resolved`;
  return `${server}: ${hide(error.message, password)}`;
}

function hide(text: string, password: string): string {
  const forms = [password, Buffer.from(password).toString("base64")].filter((form) => form !== "");
  const hidden = forms.reduce((rest, form) => rest.replaceAll(form, "(left out)"), text);
  return hidden.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
