// @vitest-environment node
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { forwardFile } from "./forward";

/** Answers that have begun and not ended, so that a test ends them itself. */
const open: ServerResponse[] = [];
const server = createServer((request, response) => {
  response.setHeader("Content-Type", "text/csv");
  response.setHeader("Content-Disposition", 'attachment; filename="items.csv"');
  response.setHeader("Set-Cookie", "theirs=1");
  response.write(`${request.url ?? ""} ${request.headers.authorization ?? ""}\n`);
  open.push(response);
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("API_URL", `http://127.0.0.1:${port}`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (signal: AbortSignal) => forwardFile("/api/v1/items", "?format=csv", "a-token", signal);

it("hands out the first rows before the last are there", async () => {
  const file = await ask(new AbortController().signal);
  const reader = (file.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const first = await reader.read();
  expect(decoder.decode(first.value)).toBe("/api/v1/items?format=csv Bearer a-token\n");
  open.at(-1)?.end("last");
  expect(decoder.decode((await reader.read()).value)).toBe("last");
  expect((await reader.read()).done).toBe(true);
});

it("passes the file's name on and keeps the API's own headers back", async () => {
  const file = await ask(new AbortController().signal);
  expect(file.headers.get("Content-Disposition")).toBe('attachment; filename="items.csv"');
  expect(file.headers.get("Content-Type")).toBe("text/csv");
  expect(file.headers.get("Set-Cookie")).toBeNull();
  open.at(-1)?.end();
});

it("stops asking when the reader leaves", async () => {
  const left = new AbortController();
  await ask(left.signal);
  const answer = open.at(-1);
  expect(answer).toBeDefined();
  const closed = answer ? once(answer, "close") : null;
  left.abort();
  await closed;
  expect(answer?.writableFinished).toBe(false);
});
