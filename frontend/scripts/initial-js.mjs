// What a reader must load before a page works, from the production build: the scripts of its layouts,
// its own and those that stand by for errors, compressed as a web server would. Charts come on demand.
import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

/** Kilobytes (1,000 bytes) of gzip, by page. */
const BUDGETS = { "/(workspace)/dashboard": 198 };

const build = ".next";

async function scriptsOf(page) {
  const source = await readFile(
    `${build}/server/app${page}/page_client-reference-manifest.js`,
    "utf8",
  );
  const context = { globalThis: {}, self: {} };
  vm.runInNewContext(source, context);
  const manifests = context.globalThis.__RSC_MANIFEST ?? context.self.__RSC_MANIFEST;
  const { entryJSFiles } = Object.values(manifests)[0];
  const { rootMainFiles } = JSON.parse(await readFile(`${build}/build-manifest.json`, "utf8"));
  return [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])];
}

async function sizeOf(script) {
  return gzipSync(await readFile(`${build}/${script}`)).length;
}

let over = false;
for (const [page, budget] of Object.entries(BUDGETS)) {
  const scripts = await scriptsOf(page);
  const sizes = await Promise.all(scripts.map(sizeOf));
  const size = sizes.reduce((total, one) => total + one, 0) / 1000;
  console.log(`${page}: ${size.toFixed(1)} kB of ${budget} in ${scripts.length} scripts`);
  if (process.argv.includes("--scripts")) {
    scripts.forEach((script, index) =>
      console.log(`  ${script} ${(sizes[index] / 1000).toFixed(1)}`),
    );
  }
  over ||= size > budget;
}
process.exitCode = over ? 1 : 0;
