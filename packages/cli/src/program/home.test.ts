import { describe, expect, test } from "vitest";
import { resolveHome, type Surroundings } from "./home.js";

const linux: Surroundings = { environment: {}, platform: "linux", userDirectory: "/home/ada" };

describe("the data directory", () => {
  test.each([
    ["Linux", linux, "/home/ada/.local/share/postern"],
    ["XDG", { ...linux, environment: { XDG_DATA_HOME: "/data" } }, "/data/postern"],
    [
      "a relative XDG path",
      { ...linux, environment: { XDG_DATA_HOME: "data" } },
      "/home/ada/.local/share/postern",
    ],
    [
      "macOS",
      { environment: {}, platform: "darwin", userDirectory: "/Users/ada" },
      "/Users/ada/Library/Application Support/Postern",
    ],
  ] as const)("on %s", (_, surroundings, home) => {
    expect(resolveHome(undefined, surroundings)).toBe(home);
  });

  test("on Windows stands in the local application data", () => {
    const windows: Surroundings = {
      environment: { LOCALAPPDATA: "/ada/Local" },
      platform: "win32",
      userDirectory: "/ada",
    };
    expect(resolveHome(undefined, windows)).toBe("/ada/Local/Postern");
    expect(resolveHome(undefined, { ...windows, environment: {} })).toBe("/ada/AppData/Local/Postern");
  });

  test("is POSTERN_HOME where that is set, and --home above all", () => {
    const named: Surroundings = {
      ...linux,
      environment: { POSTERN_HOME: "/srv/postern", XDG_DATA_HOME: "/data" },
    };
    expect(resolveHome(undefined, named)).toBe("/srv/postern");
    expect(resolveHome("/tmp/other", named)).toBe("/tmp/other");
    expect(resolveHome(undefined, { ...named, environment: { POSTERN_HOME: "" } })).toBe(
      "/home/ada/.local/share/postern",
    );
  });
});
