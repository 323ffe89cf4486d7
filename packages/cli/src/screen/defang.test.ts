import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defangHost, defangUrl, refang } from "./defang.js";

describe("URLs on screen", () => {
  test.each([
    ["https://evil.example", "hxxps://evil[.]example"],
    ["http://evil.example:8080/a.php?b=c.d#e.f", "hxxp://evil[.]example:8080/a.php?b=c.d#e.f"],
    ["HTTPS://Evil.Example/", "HXXPS://Evil[.]Example/"],
    ["https://bank.example@evil.example/", "hxxps://bank[.]example@evil[.]example/"],
    ["https://203.0.113.7/x", "hxxps://203[.]0[.]113[.]7/x"],
    ["ftp://evil.example/file", "fxp://evil[.]example/file"],
    ["evil.example/login", "evil[.]example/login"],
    ["evil.example:8443/login", "evil[.]example:8443/login"],
    ["//evil.example/login", "//evil[.]example/login"],
    ["http:evil.example", "hxxp:evil[.]example"],
    ["https:\\\\evil.example\\a", "hxxps:\\\\evil[.]example\\a"],
    ["javascript:alert(1)", "javascript[:]alert(1)"],
    ["mailto:a@evil.example", "mailto[:]a@evil[.]example"],
    ["https://a.example/?u=https://evil.example/x", "hxxps://a[.]example/?u=hxxps://evil[.]example/x"],
    ["https://a.example/www.evil.example", "hxxps://a[.]example/www[.]evil.example"],
    ["", ""],
  ])("%s is shown as %s", (url, shown) => {
    expect(defangUrl(url)).toBe(shown);
  });

  test("a host is disarmed too", () => {
    expect(defangHost("login.evil.example")).toBe("login[.]evil[.]example");
  });

  test("what is copied from the screen is the URL again", () => {
    const urls = fc.webUrl({ withQueryParameters: true, withFragments: true });
    fc.assert(
      fc.property(urls, (url) => {
        expect(defangUrl(url)).not.toMatch(/https?:\/\//i);
        expect(refang(defangUrl(url))).toBe(url);
      }),
    );
  });

  test("a URL that was never defanged stays as it is", () => {
    expect(refang("https://evil.example/a?b=c")).toBe("https://evil.example/a?b=c");
  });
});
