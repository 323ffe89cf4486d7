import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, callV1, codeOf, listAt, noon, postV2, type Reply, readPages } from "../../testing/client.js";
import { readObject, readText } from "../../wire/decode.js";

let tenant: Tenant;
let domain: string;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 500 });
  ({ domain } = tenant.account);
});
afterAll(() => tenant.close());

const users = { path: "/api/user/get-internal-users", under: "users" };
const rest = "/user/cloud-gateway/v1/users";

describe.each(["1.0", "2.0"] as const)("users of API %s", (generation) => {
  const ask = (name: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/user/${name}`, { data })
      : postV2(tenant, `/api/user/${name}`, { data });
  const rowOf = (reply: Reply) => listAt(reply.json, "data")[0];
  const address = `new.${generation.replace(".", "-")}`;

  test("are made once, with the password that was given, and listed page by page", async () => {
    const emailAddress = `${address}@${domain}`;
    const made = await ask("create-user", { emailAddress, name: "New Person", password: "long enough" });
    expect(rowOf(made)).toEqual({ id: expect.stringMatching(/^eN/), emailAddress });
    expect(codeOf(await ask("create-user", { emailAddress }))).toBe("err_user_already_exists");
    const listed = await ask("get-internal-users", { domain });
    expect(listAt(rowOf(listed), "users")).toHaveLength(25);
    const all = await readPages(tenant, users, { item: { domain } });
    expect(all).toContainEqual(expect.objectContaining({ emailAddress, name: "New Person", alias: false }));
    expect(readObject({ row: rowOf(listed) }, "row")?.["userCount"]).toBe(all.length);
    expect(tenant.administration.directory.findUser(emailAddress)?.password).toBe("long enough");
  });

  test("are locked, disabled and let in again; an empty update reads them", async () => {
    const emailAddress = `ada.abel@${domain}`;
    const usual = {
      emailAddress,
      name: "Ada Abel",
      accountDisabled: false,
      accountLocked: false,
      allowPop: false,
      allowSmtp: false,
      forcePasswordChange: false,
      passwordNeverExpires: false,
    };
    expect(rowOf(await ask("update-user", { emailAddress }))).toEqual(usual);
    const changes = { accountLocked: true, accountDisabled: true, allowPop: true };
    expect(rowOf(await ask("update-user", { emailAddress, ...changes }))).toEqual({ ...usual, ...changes });
    expect(rowOf(await ask("update-user", { emailAddress }))).toEqual({ ...usual, ...changes });
    const user = tenant.administration.directory.findUser(emailAddress);
    expect([user?.isLocked, user?.isEnabled]).toEqual([true, false]);
    const back = { accountLocked: false, accountDisabled: false, allowPop: false };
    expect(rowOf(await ask("update-user", { emailAddress, ...back }))).toEqual(usual);
  });

  test("fail one by one", async () => {
    const good = { emailAddress: `ada.abel@${domain}` };
    const reply = await ask(
      "update-user",
      good,
      { emailAddress: "ana@elsewhere.example" },
      { ...good, accountLocked: "yes" },
      { ...good, password: "short" },
      {},
    );
    expect(listAt(reply.json, "data")).toHaveLength(1);
    const codes = listAt(reply.json, "fail").map((failure) => readText(listAt(failure, "errors")[0], "code"));
    expect(codes).toEqual([
      "err_xdk_operation_forbidden_for_address",
      "err_validation_value_not_allowed",
      "err_validation_invalid_password",
      "err_validation_null",
    ]);
    const six = Array.from({ length: 6 }, () => good);
    expect(codeOf(await ask("update-user", ...six))).toBe("err_validation_value_not_allowed");
  });

  test.each([
    [{}, "err_validation_null"],
    [{ emailAddress: "nobody" }, "err_validation_invalid_email_address"],
    [{ emailAddress: "ana@elsewhere.example" }, "err_xdk_operation_forbidden_for_address"],
    [{ emailAddress: "ada.abel@fernhill.example" }, "err_user_already_exists"],
    [{ emailAddress: "other@fernhill.example", password: "short" }, "err_validation_invalid_password"],
  ])("aren't made of %j", async (item, code) => {
    expect(codeOf(await ask("create-user", item))).toBe(code);
  });

  test("of a foreign domain aren't listed", async () => {
    const code = codeOf(await ask("get-internal-users", { domain: "elsewhere.example" }));
    expect(code).toBe("err_xdk_operation_forbidden_for_address");
  });
});

test("whoever gets a new password, or is disabled, loses the keys made with the old one", async () => {
  const { serviceUser } = tenant.administration;
  const path = "/api/account/get-account";
  const update = (change: object) =>
    postV2(tenant, "/api/user/update-user", {
      data: [{ emailAddress: serviceUser.emailAddress, ...change }],
    });
  expect((await callV1(tenant, path, {})).status).toBe(200);
  await update({ password: "quite another one" });
  expect((await callV1(tenant, path, {})).status).not.toBe(200);
  tenant.application.regenerateKeys();
  expect((await callV1(tenant, path, {})).status).toBe(200);
  await update({ accountDisabled: true });
  expect((await callV1(tenant, path, {})).status).not.toBe(200);
  await update({ accountDisabled: false });
  tenant.application.regenerateKeys();
});

test("the resource of API 2.0 shows the same users, makes one, and says what is wrong", async () => {
  const emailAddress = `resource@${domain}`;
  const made = await askV2(tenant, `POST ${rest}`, { body: { emailAddress, name: "By Resource" } });
  expect([made.status, made.json]).toEqual([201, { id: expect.stringMatching(/^eN/) }]);
  const found: unknown[] = [];
  let next = "";
  do {
    const page = await askV2(tenant, `GET ${rest}?pageSize=40&pageToken=${next}`);
    found.push(...listAt(page.json, "users"));
    next = readText(readObject(page.json, "meta"), "nextPage") ?? "";
  } while (next !== "");
  expect(found.length).toBe((await readPages(tenant, users, { item: { domain } })).length);
  expect(found).toContainEqual(
    expect.objectContaining({ id: made.json["id"], emailAddress, domain, internal: true, disabled: false }),
  );
  const again = await askV2(tenant, `POST ${rest}`, { body: { emailAddress } });
  expect([again.status, readText(listAt(again.json, "errors")[0], "code")]).toEqual([
    400,
    "err_user_already_exists",
  ]);
});

test("a new user is somebody whose mail can be blocked", async () => {
  const to = `recipient@${domain}`;
  const block = { sender: "lures@bad.example", to, action: "block" };
  const path = "/api/managedsender/permit-or-block-sender";
  expect(codeOf(await postV2(tenant, path, { data: [block] }))).toBe(
    "err_xdk_operation_forbidden_for_address",
  );
  await postV2(tenant, "/api/user/create-user", { data: [{ emailAddress: to }] });
  expect(codeOf(await postV2(tenant, path, { data: [block] }))).toBeNull();
});
