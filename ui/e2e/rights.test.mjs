// What each role may do with the collections, through the official SDK, and what it may not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { guest, refused, signIn, startServer } from "./server.mjs";

const password = "uma-senha-longa";
let server, ours, theirs, admin, user, viewer, stranger, nobody;

before(async () => {
  server = await startServer();
  ours = await server.setup("Agência Norte", ...["admin", "user", "viewer"].map(role => `${role}@norte.example:${role}:${password}`));
  theirs = await server.setup("Agência Sul", `admin@sul.example:admin:${password}`);
  [admin, user, viewer] = await Promise.all(["admin", "user", "viewer"].map(role => signIn(server.address, `${role}@norte.example`, password)));
  stranger = await signIn(server.address, "admin@sul.example", password);
  nobody = guest(server.address);
});

after(() => server?.stop());

const draft = name => ({
  name, channel: "whatsapp",
  search_config: { sources: [{ type: "openstreetmap", query: "dentist", area: "Blumenau, BR" }] },
  sequence: [{ wait_hours: 0, variants: [{ template: "Olá, {{ prospect.name }}. {{ optout }}" }] }],
});

test("setup gives the same again and again", async () => {
  const again = await server.setup("Agência Norte", `admin@norte.example:admin:${password}`);
  assert.equal(again.workspace, ours.workspace);
  assert.equal(again.users[0].id, ours.users[0].id);
});

test("a member's record shows the active workspace and the role in it", () => {
  assert.equal(user.authStore.record.workspace, ours.workspace);
  assert.equal(user.authStore.record.role, "user");
});

test("nobody raises their own role, moves, or signs up", async () => {
  const me = user.authStore.record.id;
  for (const change of [{ role: "admin" }, { workspace: theirs.workspace }, { verified: true, role: "admin" }]) {
    await user.collection("users").update(me, change).catch(() => {});
    const now = await user.collection("users").getOne(me);
    assert.equal(now.role, "user");
    assert.equal(now.workspace, ours.workspace);
  }
  assert.equal(await refused(nobody.collection("users").create({ email: "x@x.example", password, passwordConfirm: password, role: "admin", workspace: ours.workspace })), 403);
  assert.equal(await refused(user.collection("memberships").create({ workspace: ours.workspace, user: me, role: "admin" })), 400);
  assert.equal(await refused(stranger.collection("memberships").create({ workspace: ours.workspace, user: stranger.authStore.record.id, role: "admin" })), 400);
});

test("a user makes a campaign; list, filter, view and expand show it to members alone", async () => {
  const plan = await user.collection("service_plans").create({ workspace: ours.workspace, name: "Site", price_cents: 149000, currency: "BRL" });
  const made = await user.collection("campaigns").create({ ...draft("Dentistas"), workspace: ours.workspace, plans: [plan.id] });
  assert.equal(made.status, "draft");
  for (const member of [admin, user, viewer]) {
    const page = await member.collection("campaigns").getList(1, 50, { filter: `name = "Dentistas"`, sort: "-created,-id", skipTotal: true, expand: "plans" });
    assert.equal(page.items.length, 1);
    assert.equal(page.items[0].expand.plans[0].price_cents, 149000);
    assert.equal((await member.collection("campaigns").getOne(made.id)).id, made.id);
  }
  for (const other of [stranger, nobody]) {
    const page = await other.collection("campaigns").getList(1, 50, { filter: `name = "Dentistas"` });
    assert.deepEqual([page.items.length, page.totalItems], [0, 0]);
    assert.equal(await refused(other.collection("campaigns").getOne(made.id)), 404);
    assert.equal(await refused(other.collection("campaigns").update(made.id, { name: "Meu" })), 404);
    assert.equal(await refused(other.collection("campaigns").delete(made.id)), 404);
  }
});

test("a filter that reaches through a relation shows nothing of another workspace", async () => {
  const page = await stranger.collection("campaigns").getList(1, 50, { filter: `workspace.name = "Agência Norte" || id != ""` });
  assert.equal(page.items.length, 0);
});

test("a viewer reads and writes nothing", async () => {
  assert.equal(await refused(viewer.collection("campaigns").create({ ...draft("X"), workspace: ours.workspace })), 400);
  assert.equal(await refused(viewer.collection("agents").create({ name: "Lia", workspace: ours.workspace })), 400);
  const [campaign] = (await viewer.collection("campaigns").getList(1, 1)).items;
  assert.equal(await refused(viewer.collection("campaigns").update(campaign.id, { name: "Y" })), 404);
  assert.equal(await refused(viewer.send(`/api/v1/campaigns/${campaign.id}/pause`, { method: "POST" })), 403);
});

test("a relation into another workspace is refused", async () => {
  const foreign = await stranger.collection("agents").create({ workspace: theirs.workspace, name: "Bia" });
  assert.equal(await refused(user.collection("campaigns").create({ ...draft("Z"), workspace: ours.workspace, agent: foreign.id })), 400);
  const own = await user.collection("campaigns").create({ ...draft("Z"), workspace: ours.workspace });
  assert.equal(await refused(user.collection("campaigns").update(own.id, { agent: foreign.id })), 400);
  assert.equal(await refused(user.collection("campaigns").create({ ...draft("W"), workspace: theirs.workspace })), 400);
});

test("the system's fields are refused by name", async () => {
  const own = await user.collection("campaigns").create({ ...draft("Contada"), workspace: ours.workspace });
  for (const field of ["status", "gate", "sent_count", "cost_micros"]) {
    const value = { status: "active", gate: "recorded_basis", sent_count: 7, cost_micros: 7 }[field];
    await assert.rejects(user.collection("campaigns").update(own.id, { [field]: value }), error => {
      assert.equal(error.status, 400);
      assert.ok(error.response.data[field], `the answer names ${field}: ${JSON.stringify(error.response)}`);
      return true;
    });
  }
});

test("a bad configuration is refused by the name of its field", async () => {
  const cases = {
    search_config: { sources: [{ type: "openstreetmap", query: "dentist", aera: "Blumenau" }] },
    qualification: { require: ["fax"] },
    sequence: [{ wait_hours: 0, variants: [{ template: "Olá {{ prospect.nome }}" }] }],
    schedule: { timezone: "America/Blumenau", windows: ["mon-fri 18:00-09:00"] },
  };
  for (const [field, value] of Object.entries(cases)) {
    await assert.rejects(user.collection("campaigns").create({ ...draft("Errada"), workspace: ours.workspace, [field]: value }), error => {
      assert.equal(error.status, 400);
      assert.ok(Object.keys(error.response.data).some(key => key.startsWith(field)), `the answer names ${field}: ${JSON.stringify(error.response)}`);
      return true;
    });
  }
});

test("accounts are an admin's, and their credentials are never shown", async () => {
  const account = { workspace: ours.workspace, platform: "whatsapp", account_identifier: "Central",
    credentials: { access_token: "segredo-1", app_secret: "segredo-2", verify_token: "segredo-3" }, settings: { phone_number_id: "1", waba_id: "2" } };
  assert.equal(await refused(user.collection("integrated_accounts").create(account)), 400);
  const made = await admin.collection("integrated_accounts").create(account);
  const seen = [made, await admin.collection("integrated_accounts").getOne(made.id), await admin.collection("integrated_accounts").getList(1, 50)];
  assert.ok(!JSON.stringify(seen).includes("segredo"), "credentials are in an answer");
  assert.equal(made.credentials, undefined);
});

test("suppressions, audit and webhook events have the readers of the contract", async () => {
  await user.send("/api/v1/suppressions", { method: "POST", body: { kind: "phone", value: "+55 47 90000-0001", reason: "manual" } });
  assert.equal((await admin.collection("suppressions").getList(1, 50)).items.length > 0, true);
  for (const member of [user, viewer, stranger]) assert.equal((await member.collection("suppressions").getList(1, 50)).items.length, 0);
  assert.equal(await refused(viewer.send("/api/v1/suppressions", { method: "POST", body: { kind: "phone", value: "+55 47 90000-0002", reason: "manual" } })), 403);
  assert.equal((await user.collection("audit_log").getList(1, 50)).items.length, 0);
  assert.ok((await admin.collection("audit_log").getList(1, 50)).items.length > 0);
  assert.equal(await refused(admin.collection("webhook_events").getList(1, 1)), 403);
  assert.equal(await refused(admin.collection("messages").create({ workspace: ours.workspace })), 403);
});

test("realtime brings a member's own workspace and nothing of another", async () => {
  const seen = [], foreign = [];
  await viewer.collection("campaigns").subscribe("*", event => seen.push(event.record.name));
  await stranger.collection("campaigns").subscribe("*", event => foreign.push(event.record.name));
  const own = await user.collection("campaigns").create({ ...draft("Ao vivo"), workspace: ours.workspace });
  const theirOwn = await stranger.collection("campaigns").create({ ...draft("Deles"), workspace: theirs.workspace });
  await until(() => seen.includes("Ao vivo") && foreign.includes("Deles"));
  assert.ok(!seen.includes("Deles") && !foreign.includes("Ao vivo"));
  assert.ok(own.id && theirOwn.id);
});

test("progress of a campaign is for its own workspace", async () => {
  const campaign = await user.collection("campaigns").create({ ...draft("Em andamento"), workspace: ours.workspace });
  const heard = [], overheard = [];
  await viewer.realtime.subscribe(`campaigns/${campaign.id}/progress`, event => heard.push(event));
  await stranger.realtime.subscribe(`campaigns/${campaign.id}/progress`, event => overheard.push(event)).catch(() => {});
  await nobody.realtime.subscribe(`campaigns/${campaign.id}/progress`, event => overheard.push(event)).catch(() => {});
  await user.send(`/api/v1/campaigns/${campaign.id}/find`, { method: "POST" });
  await until(() => heard.length > 0);
  assert.equal(overheard.length, 0);
  assert.ok(heard[0].counters && heard[0].stages && heard[0].why);
  for (const pb of [viewer, stranger, nobody]) await pb.realtime.unsubscribe();
});

test("the document names the routes and the page shows it", async () => {
  const document = await (await fetch(`${server.address}/api/v1/openapi.json`)).json();
  assert.match(document.openapi, /^3\.1/);
  assert.equal(document.servers[0].url, "/api/v1");
  for (const path of ["/campaigns/{id}/find", "/why", "/webhooks/{platform}"]) assert.ok(document.paths[path], path);
  assert.equal((await fetch(`${server.address}/api/v1/docs`)).status, 200);
});

test("every answer bears a request id", async () => {
  const answers = await Promise.all(["/api/health", "/api/v1/dashboard", "/", "/api/collections/campaigns/records"].map(path => fetch(server.address + path)));
  for (const answer of answers) assert.ok(answer.headers.get("X-Request-Id"), answer.url);
});

async function until(condition) {
  for (let i = 0; i < 100; i++) {
    if (condition()) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error("waited 10 s for " + condition);
}
