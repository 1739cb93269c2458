// The page beside a running demo, in a real browser: it signs in, watches the campaign move, and reads well on a phone.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const binary = resolve(process.env.ACENO_BINARY ?? "../aceno");
const shots = process.env.ACENO_SHOTS;
let folder, demo, browser, address, viewer;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "aceno-page-"));
  demo = spawn(binary, ["demo", "--http", "127.0.0.1:0", "--data", join(folder, "demo"), "--speed", "120"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready, failed) => {
    const lines = createInterface({ input: demo.stdout });
    lines.on("line", line => {
      address ??= line.match(/page\s+(http:\S+)/)?.[1];
      const found = line.match(/^\s*viewer\s+(\S+)\s+(\S+)$/);
      if (found) viewer = { email: found[1], password: found[2] };
      if (address && viewer) ready();
    });
    demo.once("exit", code => failed(new Error(`the demo ended with ${code}`)));
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  demo?.removeAllListeners("exit");
  const ended = new Promise(done => demo.once("exit", done));
  demo?.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
});

async function open(viewport, locale) {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", error => errors.push(String(error)));
  page.on("console", message => message.type() === "error" && errors.push(message.text()));
  await page.goto(address);
  await page.locator("input[name=email]").fill(viewer.email);
  await page.locator("input[name=password]").fill(viewer.password);
  await page.locator("button.primary").click();
  await page.locator("a.card.row").filter({ hasText: "Sites para" }).click();
  await page.locator(".funnel").waitFor();
  return { page, errors, context };
}

async function shoot(page, name) {
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, name), fullPage: true });
}

test("the campaign moves on the page, and answers come as they are given", async () => {
  const { page, errors, context } = await open({ width: 1280, height: 860 }, "pt-BR");
  const contacted = () => page.locator(".funnel dd .numbers").nth(2).textContent().then(Number);
  const first = await contacted();
  await page.waitForFunction(before => Number(document.querySelectorAll(".funnel dd .numbers")[2]?.textContent) > before, first, { timeout: 60_000 });
  await page.locator(".feed .pill.interested, .feed .pill.question, .feed .pill.not_now, .feed .pill.other, .feed .pill.auto_reply, .feed .pill.not_interested, .feed .pill.opt_out, .feed .pill.provenance").first().waitFor({ timeout: 90_000 });
  assert.match(await page.locator(".why").textContent(), /\S/);
  assert.match(await page.locator(".note").textContent(), /base registrada/);
  await shoot(page, "campaign-1280.png");
  assert.deepEqual(errors, []);
  await context.close();
});

test("it fits a phone and speaks English", async () => {
  const { page, errors, context } = await open({ width: 390, height: 844 }, "en-US");
  assert.match(await page.locator(".funnel").textContent(), /Contacted/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
  for (const box of await page.locator("button:visible").evaluateAll(list => list.map(b => b.getBoundingClientRect().height))) assert.ok(box >= 44, "a button is too small for a thumb");
  await shoot(page, "campaign-390.png");
  assert.deepEqual(errors, []);
  await context.close();
});
