import { afterEach, beforeEach, expect, test } from "vitest";
import { hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type V1Credentials, type VirtualClock } from "../index.js";
import { bearerOf, callV1, codeOf, noon, postV2, urlLogs } from "../testing/client.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeEach(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterEach(() => tenant.close());

const outcomeOf = async (v1: V1Credentials) => {
  const reply = await callV1({ clock, v1 }, urlLogs, {});
  return [reply.status, codeOf(reply)];
};
const accepted = [200, null];
const refused = [401, "err_xdk_invalid_signature"];

/** The order of the guides: user, group, profile, settings, application, keys, role. */
function followGuide() {
  const { directory, groups, signIn } = tenant.administration;
  const user = directory.createUser({
    emailAddress: `siem@${tenant.account.domain}`,
    password: "Long enough 1",
  });
  const group = groups.addFolder(groups.root, "API Account");
  groups.addMembers(group, [user.emailAddress]);
  const profile = signIn.createProfile({ description: "API access", ttlHours: null });
  const settings = signIn.createSettings({ description: "API access", group, profile });
  const application = tenant.administration.createApplication({ name: "SIEM" });
  return { user, group, profile, settings, application };
}

test("the guides' order leads to keys that work: the role comes last", async () => {
  const { user, application } = followGuide();
  clock.advance(30 * minuteMs);
  const v1 = application.createKeys({ user, realm: "Basic-Cloud", password: "Long enough 1" });
  expect((await outcomeOf(v1))[1]).not.toBeNull();
  user.addRole(tenant.administration.roles.find("Basic Administrator"));
  expect(await outcomeOf(v1)).toEqual(accepted);
});

test("application settings reach the sign-in after a quarter of an hour, and the default holds until then", () => {
  const { user, profile } = followGuide();
  const { signIn } = tenant.administration;
  clock.advance(15 * minuteMs - 1);
  expect(signIn.profileFor(user)).toBe(signIn.defaultSettings.profile);
  clock.advance(1);
  expect(signIn.profileFor(user)).toBe(profile);
});

test("while a change of application settings is on its way, the old ones hold", () => {
  const { user, profile, settings } = followGuide();
  const { signIn } = tenant.administration;
  const usual = signIn.defaultSettings.profile;
  const profileOf = () => signIn.profileFor(user);
  /** What holds now, a millisecond before a quarter of an hour is over, and then. */
  const watch = () => {
    const seen = [profileOf()];
    clock.advance(15 * minuteMs - 1);
    seen.push(profileOf());
    clock.advance(1);
    return [...seen, profileOf()];
  };
  clock.advance(15 * minuteMs);
  const strict = signIn.createProfile({ description: "Strict" });
  signIn.editSettings(settings, { profile: strict });
  expect(watch()).toEqual([profile, profile, strict]);

  // Changed again on the way: each holds until the next has arrived.
  signIn.editSettings(settings, { profile });
  clock.advance(10 * minuteMs);
  signIn.editSettings(settings, { profile: usual });
  const seen = [profileOf()];
  for (const minutes of [5, 10]) {
    clock.advance(minutes * minuteMs);
    seen.push(profileOf());
  }
  expect(seen).toEqual([strict, profile, usual]);

  signIn.editSettings(settings, { profile: strict });
  clock.advance(15 * minuteMs);
  signIn.deleteSettings(settings);
  expect(watch()).toEqual([strict, strict, usual]);
  signIn.editSettings(signIn.defaultSettings, { profile: strict });
  expect(watch()).toEqual([usual, usual, strict]);
  signIn.editSettings(signIn.defaultSettings, { profile: usual });
  clock.advance(15 * minuteMs);
});

test("an administrator's role brings the administrators' profile, whatever the group says", () => {
  const { user, application } = followGuide();
  const { administration } = tenant;
  const { signIn, roles } = administration;
  clock.advance(30 * minuteMs);
  signIn.editProfile(signIn.administratorProfile, { saml: true });
  user.addRole(roles.find("Basic Administrator"));
  expect(() => application.createKeys({ user })).toThrow(/enforces single sign-on/);
  user.removeRole(roles.find("Basic Administrator"));
  expect(application.createKeys({ user }).accessKey).not.toBe("");
  expect(() => signIn.editProfile(signIn.administratorProfile, { saml: false, twoStep: "None" })).toThrow(
    /one of them must stay on/,
  );
  expect(() => signIn.deleteProfile(signIn.administratorProfile)).toThrow(/can't be removed/);
});

test("the wizard asks for the password and for the code of the second step", () => {
  const { user, profile, application } = followGuide();
  clock.advance(30 * minuteMs);
  const password = "Long enough 1";
  expect(() => application.createKeys({ user, password: "wrong" })).toThrow("The password is wrong.");
  expect(() => application.createKeys({ user, realm: "Basic-AD", password })).toThrow(
    /no password of this type/,
  );
  tenant.administration.signIn.editProfile(profile, { twoStep: "SMS" });
  expect(() => application.createKeys({ user, password, code: "000000x" })).toThrow(/sent by SMS/);
  user.isLocked = true;
  expect(() => application.createKeys({ user, password })).toThrow(/is locked/);
});

test("keys live as long as the profile of their own user says", async () => {
  const { user, profile, application } = followGuide();
  clock.advance(30 * minuteMs);
  const v1 = application.createKeys({ user });
  tenant.administration.signIn.editProfile(profile, { ttlHours: 1 });
  clock.advance(hourMs);
  expect(await outcomeOf(v1)).toEqual([418, "err_xdk_binding_expired"]);
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
});

test("a user's password, and no other's, ends that user's keys", async () => {
  const { user, application } = followGuide();
  user.addRole(tenant.administration.roles.find("Basic Administrator"));
  clock.advance(30 * minuteMs);
  const v1 = application.createKeys({ user });
  tenant.administration.serviceUser.changePassword();
  expect(await outcomeOf(v1)).toEqual(accepted);
  user.changePassword("Another one 2");
  expect(await outcomeOf(v1)).toEqual(refused);
});

test("editing an application makes no new keys", async () => {
  const { application1 } = tenant.administration;
  const before = application1.credentials;
  application1.edit({ name: "Renamed", category: "SIEM Integration", extendedSession: true });
  expect(application1.credentials).toEqual(before);
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
  expect(() => application1.edit({ name: " " })).toThrow("Application Name is required.");
});

test("an application of API 2.0 may do what its role may, as the role is edited", async () => {
  const { administration } = tenant;
  const { roles } = administration;
  const role = roles.create({ name: "Connector", permissions: ["Monitoring Menu | URL Protection | All"] });
  const draft = { name: "Connector", products: ["Security Events"] as const, role };
  const { credentials } = administration.createApplication2(draft);
  const bearer = await bearerOf({ v2: credentials });
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
  roles.edit(role, { name: "Connector", permissions: [] });
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(403);
  expect(() => administration.createApplication2(draft)).toThrow(
    "There is an application Connector already.",
  );
  expect(() => roles.delete(role)).toThrow("Connector is still assigned to Connector.");
});

test("only who may manage application roles makes applications of API 2.0", () => {
  const { administration } = tenant;
  const { directory, roles } = administration;
  const by = directory.createUser({ emailAddress: `helper@${tenant.account.domain}` });
  const make = () => administration.createApplication2({ products: ["Audit Events"] }, by);
  by.addRole(roles.create({ name: "Editor", permissions: ["Services | API Application | All"] }));
  expect(make).toThrow(/security permission to manage application roles/);
  by.addRole(roles.create({ name: "Manager", security: "Manage Application Roles" }));
  expect(make().name).toBe("Application 2");
});

test("what comes with the account can't be edited or deleted", () => {
  const { roles, groups, signIn } = tenant.administration;
  const role = roles.find("Super Administrator");
  expect(() => roles.edit(role, { name: "Mine" })).toThrow(/can't be edited/);
  expect(() => roles.delete(role)).toThrow(/can't be deleted/);
  expect(() => groups.rename(groups.root, "Mine")).toThrow(/can't be renamed/);
  expect(() => signIn.deleteSettings(signIn.defaultSettings)).toThrow(/can't be deleted/);
});

test("what is entered wrong is refused with the field it belongs to", () => {
  const { directory, groups, roles } = tenant.administration;
  const { domain } = tenant.account;
  const attempts: readonly (readonly [() => unknown, string])[] = [
    [() => directory.createUser({ emailAddress: "nobody" }), "Email Address"],
    [() => directory.createUser({ emailAddress: "a@elsewhere.example" }), "Email Address"],
    [() => directory.createUser({ emailAddress: `svc-api@${domain}` }), "Email Address"],
    [() => directory.createUser({ emailAddress: `a@${domain}`, password: "short" }), "Password"],
    [() => groups.addMembers(groups.root, ["not an address"]), "Group Additions"],
    [() => roles.create({ name: "" }), "Role Name"],
    [() => roles.create({ name: "Full Administrator" }), "Role Name"],
    [() => roles.find("Nobody's"), "Role"],
  ];
  for (const [attempt, field] of attempts) {
    expect(attempt).toThrow(expect.objectContaining({ name: "ConsoleRefusal", field }));
  }
});
