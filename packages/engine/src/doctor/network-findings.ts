import type { NetworkStep } from "@postern/mimecast";
import type { Cause, Finding } from "./finding.js";

const titles: Readonly<Record<NetworkStep["step"], string>> = {
  dns: "The host's name is found",
  proxy: "The proxy lets us through",
  connect: "The host takes connections",
  tls: "Its certificate is trusted",
  http: "It answers",
};

/** The findings of the way to the tenant; a step that was not needed is left out. Pure. */
export function findNetwork(steps: readonly NetworkStep[]): Finding[] {
  return steps
    .filter(({ result }) => result !== "skipped")
    .map(({ step, result, detail, systemCode }) => ({
      id: step,
      title: titles[step],
      result: result === "pass" ? "pass" : "fail",
      detail,
      causes: result === "pass" ? [] : causesOf(step, { detail, systemCode: systemCode ?? "" }),
    }));
}

function causesOf(
  step: NetworkStep["step"],
  { detail, systemCode }: { detail: string; systemCode: string },
): Cause[] {
  const evidence = systemCode === "" ? detail : `${detail} (${systemCode})`;
  const cause = (text: string, mend: string): Cause => ({ cause: text, evidence, mend });
  switch (step) {
    case "dns":
      return /ENOTFOUND|ENODATA/.test(systemCode)
        ? [
            cause(
              "There is no such host.",
              "Compare the base URL with the region's; a typing error is likeliest.",
            ),
          ]
        : [
            cause(
              "The name server does not answer.",
              "Check this machine's DNS; behind a proxy, set the proxy.",
            ),
          ];
    case "proxy":
      return /407|auth/i.test(`${systemCode} ${detail}`)
        ? [
            cause(
              "The proxy asks for a user name and password.",
              "Add them as a credential of kind proxy, and name it in the connection.",
            ),
          ]
        : [
            cause(
              "The proxy does not answer, or does not let us through.",
              "Check its URL and its rules for this host.",
            ),
          ];
    case "connect":
      return [
        cause(
          "A firewall or a missing proxy keeps us from the host.",
          "Let this machine reach it on its port, or set the proxy.",
        ),
        cause("The base URL's port is wrong.", "Mimecast's hosts listen on 443."),
      ];
    case "tls":
      return causesOfTls(evidence);
    case "http":
      return [
        cause(
          "Something else answers: a captive portal, a proxy's page, or a host that is not Mimecast's.",
          "Open the base URL from this machine and look at what answers.",
        ),
      ];
  }
}

function causesOfTls(evidence: string): Cause[] {
  if (/expired|CERT_HAS_EXPIRED|not yet valid/i.test(evidence)) {
    return [
      {
        cause: "The certificate has expired.",
        evidence,
        mend: "Ask whoever runs the host or the proxy for a new one.",
      },
      { cause: "This machine's clock is off.", evidence, mend: "Set the clock, best by NTP." },
    ];
  }
  if (/ALTNAME|name/i.test(evidence)) {
    return [
      {
        cause: "The certificate is for another name.",
        evidence,
        mend: "Compare the base URL with the names in the certificate: it may be another host, or a proxy in between.",
      },
    ];
  }
  return [
    {
      cause: "A proxy that inspects traffic signs with a CA of its own.",
      evidence,
      mend: "Give that CA to the connection (`--ca FILE`); don't turn verification off.",
    },
    {
      cause: "The host is not the one it claims to be.",
      evidence,
      mend: "Don't send credentials there; check the base URL.",
    },
  ];
}
