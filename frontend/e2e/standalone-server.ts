import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A port that was free a moment ago, with nobody listening on it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export type StandaloneServer = { url: string; stop: () => Promise<void> };

const WITHIN_MS = 120_000;
const ATTEMPT_MS = 100;

/** Waits until `server` answers at `address`; throws when it ends before. */
export async function answered(address: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await wait(ATTEMPT_MS);
  }
  throw new Error(`Nothing answered at ${address}`);
}

/** Runs the built server against the API at `apiUrl`. Needs `npm run build` first. */
export async function startStandalone(apiUrl: string): Promise<StandaloneServer> {
  const port = await freePort();
  const server = spawn(process.execPath, [".next/standalone/server.js"], {
    env: { ...process.env, API_URL: apiUrl, PORT: String(port), HOSTNAME: "127.0.0.1" },
    stdio: "ignore",
  });
  // Chromium takes Secure cookies without TLS from the machine's own name.
  const url = `http://localhost:${port}`;
  await answered(`${url}/robots.txt`, server);
  return {
    url,
    stop: async () => {
      if (server.exitCode !== null) return;
      // No SIGTERM: Next would wait a minute for a spare connection of the browser's, on which
      // nothing was ever asked.
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
}
