// Writes src/api/openapi.ts from the document that the built program itself serves.
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { startServer } from "../e2e/server.mjs";

const server = await startServer();
try {
  const document = await (await fetch(`${server.address}/api/v1/openapi.json`)).text();
  await writeFile("node_modules/.aceno-openapi.json", document);
} finally {
  await server.stop();
}
execFileSync("npx", ["openapi-typescript", "node_modules/.aceno-openapi.json", "--root-types", "--root-types-no-schema-prefix", "-o", "src/api/openapi.ts"], { stdio: "inherit" });
