// Starts the built program's demo on a folder of its own, and a real browser beside it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const binary = resolve(process.env.ACENO_BINARY ?? "../aceno");

/** startDemo runs `aceno demo` and returns its address, its people by role, and what stops it. */
export async function startDemo(speed = 120) {
  const folder = await mkdtemp(join(tmpdir(), "aceno-app-"));
  const demo = spawn(binary, ["demo", "--http", "127.0.0.1:0", "--data", join(folder, "demo"), "--speed", String(speed)], { stdio: ["ignore", "pipe", "inherit"] });
  const people = {};
  const address = await new Promise((ready, failed) => {
    let at;
    createInterface({ input: demo.stdout }).on("line", line => {
      at ??= line.match(/page\s+(http:\S+?)\/?$/)?.[1];
      const found = line.match(/^\s*(admin|user|viewer)\s+(\S+@\S+)\s+(\S+)$/);
      if (found) people[found[1]] = { email: found[2], password: found[3] };
      if (at && people.viewer) ready(at);
    });
    demo.once("exit", code => failed(new Error(`the demo ended with ${code}`)));
  });
  return {
    address, people,
    stop: async () => {
      demo.removeAllListeners("exit");
      const ended = new Promise(done => demo.once("exit", done));
      demo.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** startBrowser starts Chromium. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** openPage opens a page that notes what must not be: errors, what the page's policy refuses, and requests to another host. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "pt-BR", viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", error => wrong.push(`error: ${error}`));
  page.on("console", message => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("request", request => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== new URL(address).origin) wrong.push(`asked another host: ${url.origin}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  return { context, page, wrong };
}

/** signIn goes through the sign-in as a person does. */
export async function signIn(page, address, person) {
  await page.goto(`${address}/entrar`);
  await page.locator("input[name=email]").fill(person.email);
  await page.locator("input[name=password]").fill(person.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(url => !url.pathname.startsWith("/entrar"));
  await page.locator("#main header h1, #main [data-page-title]").first().waitFor();
  await page.locator("nav:visible").first().waitFor();
}
