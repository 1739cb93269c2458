// The app of the built program beside a running demo, in a real browser.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openPage, signIn, startBrowser, startDemo } from "./demo.mjs";

const shots = process.env.ACENO_SHOTS;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
let demo, browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function shoot(page, name) {
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, name) });
}

for (const [name, options] of Object.entries({
  "desktop, light": { colorScheme: "light" }, "desktop, dark": { colorScheme: "dark" },
  "phone, light": { ...phone, colorScheme: "light" }, "phone, dark in English": { ...phone, colorScheme: "dark", locale: "en-US" },
})) {
  test(`one signs in and sees the day (${name})`, async () => {
    const { context, page, wrong } = await openPage(browser, demo.address, options);
    await signIn(page, demo.address, demo.people.user);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("heading", { level: 2, name: /Do primeiro achado ao cliente|From found to client/ }).waitFor();
    await page.waitForFunction(() => /\d/.test(document.querySelector("main ol")?.textContent ?? ""));
    assert.match(await page.title(), /· Aceno$/);
    assert.equal(await page.locator("h1").count(), 1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "the page scrolls sideways");
    if (options.hasTouch) await thumbs(page);
    await shoot(page, `today-${options.hasTouch ? 390 : 1440}-${options.colorScheme}.png`);
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

async function thumbs(page) {
  const small = await page.locator("main a:visible, main button:visible, nav a:visible, nav button:visible")
    .evaluateAll(list => list.filter(e => e.getBoundingClientRect().height < 44).map(e => `${e.textContent.trim()}: ${e.getBoundingClientRect().height}`));
  assert.deepEqual(small, [], "too small for a thumb");
}

test("a wrong password is said under its field, and nothing typed is lost", async () => {
  const { context, page } = await openPage(browser, demo.address);
  await page.goto(demo.address);
  await page.waitForURL(/\/entrar$/);
  await page.locator("input[name=email]").fill(demo.people.user.email);
  await page.locator("input[name=password]").fill("outra-senha-longa");
  await page.keyboard.press("Enter");
  await page.locator("input[name=password][aria-invalid=true]").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), "password");
  assert.equal(await page.locator("input[name=email]").inputValue(), demo.people.user.email);
  await context.close();
});

test("whoever wanted a page gets it after the sign-in", async () => {
  const { context, page, wrong } = await openPage(browser, demo.address);
  await page.goto(`${demo.address}/?from=2026-01-02`);
  await page.waitForURL(/\/entrar\?de=/);
  await page.locator("input[name=email]").fill(demo.people.viewer.email);
  await page.locator("input[name=password]").fill(demo.people.viewer.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/\?from=2026-01-02$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Nova campanha" }).count(), 0, "a viewer is offered an act");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the keyboard opens the palette and the help, and switches both off with Escape", async () => {
  const { context, page, wrong } = await openPage(browser, demo.address);
  await signIn(page, demo.address, demo.people.admin);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Para onde, quem, ou o quê").fill("contas");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/oficina\/contas$/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1, name: "Contas" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.waitForURL(url => url.pathname === "/");
  await page.locator("h1:focus", { hasText: /^Bo[am] / }).waitFor(); // one has arrived, which closes what led here
  await page.locator("body").press("?");
  await page.getByRole("dialog").getByText("Em toda parte").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(wrong.filter(line => !line.includes("404")), []);
  await context.close();
});

test("an ended session asks for a sign-in over the page, and the page goes on", async () => {
  const { context, page } = await openPage(browser, demo.address);
  await signIn(page, demo.address, demo.people.viewer);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await context.clearCookies();
  await page.getByRole("button", { name: /Período/ }).click();
  await page.getByRole("menuitem", { name: "Últimos 30 dias" }).click();
  const dialog = page.getByRole("dialog", { name: "Sua sessão terminou" });
  await dialog.locator("input[name=password]").fill(demo.people.viewer.password);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.waitForURL(/from=/);
  await page.getByRole("heading", { level: 2, name: "Do primeiro achado ao cliente" }).waitFor();
  await context.close();
});

test("signing out leaves nothing to go back to", async () => {
  const { context, page } = await openPage(browser, demo.address);
  await signIn(page, demo.address, demo.people.viewer);
  await page.getByRole("button", { name: /Sua conta/ }).click();
  await page.getByRole("menuitem", { name: "Sair" }).click();
  await page.waitForURL(/\/entrar/);
  await page.goto(demo.address);
  await page.waitForURL(/\/entrar/);
  await context.close();
});
