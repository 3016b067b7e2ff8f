import { spawn } from "node:child_process";
import { once } from "node:events";

import { answered, freePort } from "./standalone-server";

export type EmptyApi = { url: string; stop: () => Promise<void> };

/** Runs the API over a database where nothing was loaded. Needs the running demo beside it. */
export async function startEmptyApi(): Promise<EmptyApi> {
  const port = await freePort();
  const server = spawn(".venv/bin/python", ["-m", "tests.empty_api", String(port)], {
    cwd: "..",
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  await answered(`${url}/health/live`, server);
  return {
    url,
    stop: async () => {
      server.kill();
      if (server.exitCode === null) await once(server, "exit");
    },
  };
}
