// Measures each page of the running demo with Lighthouse (desktop) and writes docs/lighthouse.md.
// Exits with 1 where a goal is missed. RUNS: how often each page is measured; the median counts.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { promisify } from "node:util";

import { materialPath, readDemo, signedIn, supplierPath } from "./signed-in.mjs";

const LIGHTHOUSE = "lighthouse@12.8.2";
const RUNS = Number(process.env.RUNS ?? 3);
const PORT = Number(process.env.DEVTOOLS_PORT ?? 9333);

/** What each figure is called, where it is read, and what it must reach. */
const GOALS = [
  ["performance", (lhr) => lhr.categories.performance.score * 100, (value) => value >= 95],
  ["accessibility", (lhr) => lhr.categories.accessibility.score * 100, (value) => value >= 100],
  ["FCP (ms)", (lhr) => lhr.audits["first-contentful-paint"].numericValue, (value) => value < 1000],
  [
    "LCP (ms)",
    (lhr) => lhr.audits["largest-contentful-paint"].numericValue,
    (value) => value < 1500,
  ],
  ["TBT (ms)", (lhr) => lhr.audits["total-blocking-time"].numericValue, () => true],
  ["CLS (1/1000)", (lhr) => lhr.audits["cumulative-layout-shift"].numericValue * 1000, () => true],
];

const run = promisify(execFile);

async function measure(address) {
  const options = [
    `--port=${PORT}`,
    "--preset=desktop",
    "--disable-storage-reset",
    "--only-categories=performance,accessibility",
    "--output=json",
    "--quiet",
  ];
  const { stdout } = await run("npx", ["--yes", LIGHTHOUSE, address, ...options], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const lhr = JSON.parse(stdout);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  if (process.env.DETAILS) {
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score !== null && audit.score < 0.9)
        console.log("   ", audit.id, audit.displayValue ?? "");
    }
  }
  return lhr;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const demo = await readDemo();
const { context, page } = await signedIn(demo, {
  user: "admin",
  args: [`--remote-debugging-port=${PORT}`],
});
const paths = [
  "/dashboard",
  "/recommendations",
  "/alerts",
  "/materials",
  await materialPath(page),
  "/inventory",
  "/forecasts",
  "/suppliers",
  await supplierPath(page),
  "/glossary",
  "/admin",
  "/login",
].filter((path) => !process.env.PAGES || process.env.PAGES.split(",").includes(path));
await page.goto("about:blank");

const lines = [];
let missed = false;
for (const path of paths) {
  const reports = [];
  // The session would lead on from there; it is the last page.
  if (path === "/login") await context.clearCookies();
  for (let time = 0; time < RUNS; time += 1) reports.push(await measure(demo.web + path));
  const cells = GOALS.map(([, read, reaches]) => {
    const value = median(reports.map(read));
    const good = reaches(value);
    missed ||= !good;
    return `${Math.round(value)}${good ? "" : " ✗"}`;
  });
  const name = path.replace(/\/\d+.*/, "/…");
  lines.push(`| \`${name}\` | ${cells.join(" | ")} |`);
  console.log(name, GOALS.map(([title], index) => `${title} ${cells[index]}`).join(", "));
}
await context.close();

if (!process.env.PAGES) {
  await writeFile(
    "../docs/lighthouse.md",
    `# Lighthouse

\`make lighthouse\` wrote this page: the production build over the demo's data, signed in as the administrator
(but for the login page),
${LIGHTHOUSE.replace("@", " ")} with its desktop preset, ${RUNS === 1 ? "one run" : `the median of ${RUNS} runs`}, ${cpus().length} cores
of ${cpus()[0].model.trim()}. Goals: performance at least 95, accessibility 100, first contentful paint
(FCP) under 1,000 ms, largest (LCP) under 1,500 ms. ✗ marks what misses one.

| page | ${GOALS.map(([title]) => title).join(" | ")} |
|---|${GOALS.map(() => "---:|").join("")}
${lines.join("\n")}
`,
  );
}
process.exitCode = missed ? 1 : 0;
