// Starts the built program on a folder of its own and gives it members; everything is gone afterwards.
import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { EventSource } from "eventsource";
import PocketBase from "pocketbase";

globalThis.EventSource = EventSource;

const binary = resolve(process.env.ACENO_BINARY ?? "../aceno");
const run = promisify(execFile);

/** startServer runs `aceno serve` and returns its address and what stops it. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), "aceno-e2e-"));
  const folders = ["--data-dir", join(folder, "data"), "--state-dir", join(folder, "state")];
  const server = spawn(binary, ["serve", "--http", "127.0.0.1:0", ...folders], { stdio: ["ignore", "inherit", "pipe"] });
  const log = [];
  const address = await new Promise((found, failed) => {
    createInterface({ input: server.stderr }).on("line", line => {
      log.push(line);
      try {
        const entry = JSON.parse(line);
        if (entry.msg === "aceno serves") found(entry.address);
      } catch { /* a line that is no log entry stays in the log */ }
    });
    server.once("exit", code => failed(new Error(`aceno ended with ${code}:\n${log.join("\n")}`)));
  });
  return {
    address, log,
    setup: async (workspace, ...members) => JSON.parse((await run(binary, ["setup", ...folders, "--workspace", workspace,
      ...members.flatMap(m => ["--member", m])])).stdout),
    superuser: (email, password) => run(binary, ["superuser", "upsert", ...folders, email, password]),
    stop: async () => {
      server.removeAllListeners("exit");
      const ended = new Promise(done => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** signIn returns an SDK client of one user. */
export async function signIn(address, email, password) {
  const pb = new PocketBase(address);
  pb.autoCancellation(false);
  await pb.collection("users").authWithPassword(email, password);
  return pb;
}

/** guest returns an SDK client of nobody. */
export function guest(address) {
  const pb = new PocketBase(address);
  pb.autoCancellation(false);
  return pb;
}

/** refused resolves to the status with which a request was refused, and fails when it was not. */
export async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error.status;
  }
  throw new Error("the request was answered, and should have been refused");
}
