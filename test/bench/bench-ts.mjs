/*
 * What a call costs in TypeScript, side by side with tapable, hookable, EventEmitter and a bare loop:
 * 50 hooks, each called with 4 arguments from a place of its own, by 0, 1 and 3 providers that all do
 * the same. Each contender is measured warm by tinybench in a process of its own, where no other has
 * left its mark on the engine, and in several rounds. What counts are the medians of the ratios.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { Bench } from "tinybench";

const hookCount = 50;
const providerCounts = [0, 1, 3];
const rounds = 25;
const numbers = Array.from({ length: hookCount }, (_, index) => index);

/** How each contender is set up and called; `i` is the hook, `k` the provider. */
const contenders = {
  "bare loop": {
    head: () => "",
    hook: (i) => `const list${i} = [];`,
    register: (i, k) => `list${i}.push(provider${i}_${k});`,
    call: (i) => `for (const provider of list${i}) provider(a, b, c, d);`,
  },
  hookgen: {
    head: () => "",
    hook: (i) =>
      `import { callDemoH${i}Hook, registerDemoH${i}HookLast } from "./ts/demo/h${i}.js";`,
    register: (i, k) => `registerDemoH${i}HookLast(closed${i}_${k}, total);`,
    call: (i) => `callDemoH${i}Hook(a, b, c, d);`,
  },
  tapable: {
    head: () => `import { SyncHook } from ${from("tapable")};`,
    hook: (i) => `const hook${i} = new SyncHook(["a", "b", "c", "d"]);`,
    register: (i, k) => `hook${i}.tap("p${k}", provider${i}_${k});`,
    call: (i) => `hook${i}.call(a, b, c, d);`,
  },
  hookable: {
    head: () => `import { createHooks } from ${from("hookable")}; const hooks = createHooks();`,
    hook: () => "",
    register: (i, k) => `hooks.hook("h${i}", provider${i}_${k});`,
    call: (i) => `hooks.callHookWith(each, "h${i}", [a, b, c, d]);`,
  },
  EventEmitter: {
    head: () => `import { EventEmitter } from "node:events";`,
    hook: (i) => `const emitter${i} = new EventEmitter();`,
    register: (i, k) => `emitter${i}.on("h", provider${i}_${k});`,
    call: (i) => `emitter${i}.emit("h", a, b, c, d);`,
  },
};

function from(name) {
  return JSON.stringify(import.meta.resolve(name));
}

/** A module in which every provider and every place of a call is a function of its own. */
function sites({ head, hook, register, call }, providers) {
  const each = (text) => numbers.map(text).join("\n");
  const registered = numbers.flatMap((i) => Array.from({ length: providers }, (_, k) => [i, k]));
  return `${head()}
${each(hook)}
export const total = { sum: 0 };
// hookable calls its hooks through a function of the caller; this is the synchronous one.
const each = (list, args) => { for (const provider of list) provider(...args); };
${registered
  .map(
    ([i, k]) => `function provider${i}_${k}(a, b, c, d) { total.sum += a + b + c + d + ${i + k}; }
function closed${i}_${k}(mine, a, b, c, d) { mine.sum += a + b + c + d + ${i + k}; }`,
  )
  .join("\n")}
${registered.map(([i, k]) => register(i, k)).join("\n")}
${each((i) => `function site${i}(a, b, c, d) { ${call(i)} }`)}
export function callAll(a, b, c, d) {
  ${each((i) => `site${i}(a, b, c, d);`)}
}
`;
}

/** In a process of its own: the median time of a call, in nanoseconds. */
async function measure(path) {
  const { callAll, total } = await import(path);
  const repeats = 200;
  const bench = new Bench({ time: 120, warmupTime: 300 });
  bench.add("calls", () => {
    for (let index = 0; index < repeats; index++) callAll(index, 2, 3, 4);
  });
  await bench.run();
  const milliseconds = bench.tasks[0].result.latency.p50;
  const nanoseconds = (milliseconds * 1e6) / (repeats * hookCount);
  console.log(JSON.stringify({ nanoseconds, sum: total.sum }));
}

/** The hooks as hookgen generates them, as JavaScript. */
async function generateHooks(folder) {
  const { generate } = await import("hookgen");
  const definition = ["a", "b", "c", "d"].map((name) => `  - { name: ${name}, type: int }\n`);
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("definitions/scopes.yaml", "demo: { title: Demo, summary: Hooks to measure. }\n");
  for (const i of numbers) {
    const text = `summary: Measured.\nreturns: void\nparameters:\n${definition.join("")}`;
    write(`definitions/demo/h${i}.yaml`, text);
  }
  const { files, diagnostics } = await generate({ cwd: folder });
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(wrong.message);
  for (const { path, text } of files.filter(({ path }) => path.endsWith(".ts"))) {
    const { code } = await transform(text, { loader: "ts" });
    write(path.replace(/\.ts$/, ".js"), code);
  }
}

/** The median of the ratios within a round: the machine is not equally fast in all of them. */
const ratio = (list, ours) =>
  Number(median(list.map((time, round) => time / ours[round])).toFixed(2));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

if (process.argv[2] !== undefined) {
  await measure(process.argv[2]);
} else {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-bench-ts-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  await generateHooks(folder);
  const rows = [];
  for (const providers of providerCounts) {
    const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      // Back and forth, so that no contender always comes behind the same one.
      const order = Object.entries(contenders);
      for (const [name, contender] of round % 2 === 0 ? order : order.reverse()) {
        const path = join(folder, `${name.replace(" ", "-")}-${providers}.js`);
        writeFileSync(path, sites(contender, providers));
        const { stdout, stderr } = spawnSync(
          process.execPath,
          [fileURLToPath(import.meta.url), path],
          { encoding: "utf8" },
        );
        if (stderr !== "") throw new Error(stderr);
        const { nanoseconds, sum } = JSON.parse(stdout);
        if (sum > 0 !== providers > 0) throw new Error(`${name} did not call its providers`);
        times[name].push(nanoseconds);
      }
    }
    for (const [name, list] of Object.entries(times)) {
      rows.push({
        providers,
        contender: name,
        "ns a call": Number(median(list).toFixed(1)),
        "hookgen is faster by": ratio(list, times.hookgen),
      });
    }
  }
  console.table(rows);
  rmSync(folder, { recursive: true });
}
