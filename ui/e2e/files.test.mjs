// Files of the project that another program reads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DockerfileParser } from "dockerfile-ast";

const root = new URL("../../", import.meta.url);

test("the Dockerfile is well formed and its last stage holds the binary, CA roots and an unprivileged user alone", async () => {
  const dockerfile = DockerfileParser.parse(await readFile(new URL("Dockerfile", root), "utf8"));
  const known = new Set(["FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "ENTRYPOINT", "CMD"]);
  const instructions = dockerfile.getInstructions();
  for (const instruction of instructions) {
    assert.ok(known.has(instruction.getKeyword()), `line ${instruction.getRange().start.line + 1}: ${instruction.getKeyword()} is not expected`);
    assert.ok(instruction.getArguments().length > 0, `line ${instruction.getRange().start.line + 1} has no argument`);
  }
  const froms = dockerfile.getFROMs();
  assert.equal(froms.at(-1).getImage(), "scratch");
  const last = instructions.filter(i => i.getRange().start.line > froms.at(-1).getRange().start.line);
  assert.ok(!last.some(i => i.getKeyword() === "RUN"), "scratch has no shell");
  assert.equal(last.find(i => i.getKeyword() === "USER").getArgumentsContent(), "65532:65532");
  assert.ok(last.some(i => i.getKeyword() === "COPY" && i.getArgumentsContent().includes("ca-certificates.crt")));
});
