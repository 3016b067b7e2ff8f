// @vitest-environment node
import { createServer, type IncomingHttpHeaders } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, it } from "vitest";

import { createApiClient } from "./client";
import { fetchWithDeadline } from "./deadline";

const received: { headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.setHeader("Content-Type", "application/json").end("{}");
  });
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
});

async function send(): Promise<(typeof received)[number] | undefined> {
  const { port } = server.address() as AddressInfo;
  const api = createApiClient(`http://127.0.0.1:${port}`, fetchWithDeadline);
  await api.POST("/api/v1/auth/refresh", { body: { refresh_token: "é" } });
  return received.at(-1);
}

it("says how long a body is, since WSGI servers read no chunks", async () => {
  const request = await send();
  expect(request?.body).toBe('{"refresh_token":"é"}');
  expect(request?.headers["transfer-encoding"]).toBeUndefined();
  // 21 characters, of which "é" takes two bytes.
  expect(request?.headers["content-length"]).toBe("22");
});

it("keeps no connection that the API could close under the next call", async () => {
  expect((await send())?.headers.connection).toBe("close");
});
