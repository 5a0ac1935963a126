/* A bench for policies: what a tool that uses the package looks like. */
import { MCMT_RECEPTION_ALLOW, MCMT_RECEPTION_REJECT } from "momentum-hooks/constants";
import {
  callCoreEcMessageMcmtPreFixupHook,
  registerCoreEcMessageMcmtPreFixupHookLast,
} from "momentum-hooks/core/ec_message_mcmt_pre_fixup";
import { type HookName, hooks } from "momentum-hooks/hooks";
import { createTransaction } from "momentum-hooks/runtime";
import type { DomainRecord, EcMessage } from "momentum-hooks/types";

declare const console: { log(text: string): void };

/** Objects of ours that stand for Momentum's. */
const message = { subject: "hello" } as unknown as EcMessage;
const domain = { name: "example.com" } as unknown as DomainRecord;

// A provider with a closure of its own type.
interface Quota {
  left: number;
}
const quota: Quota = { left: 1 };
const unregister = registerCoreEcMessageMcmtPreFixupHookLast((mine, _message, chosen) => {
  mine.left -= 1;
  return mine.left < 0 ? MCMT_RECEPTION_REJECT : chosen;
}, quota);

const ask = () => callCoreEcMessageMcmtPreFixupHook(message, MCMT_RECEPTION_ALLOW);
console.log(`${ask()} ${ask()}`);
unregister();
console.log(`${hooks["core.ec_message_mcmt_pre_fixup"].has()}`);

// By name, with the types of that hook.
const connected = hooks["core.post_initiate_connection_smtp"];
const trial = createTransaction(() => {
  connected.registerLast((seen, dr, _slot, now) => {
    seen.push([dr, now.tv_sec]);
  }, attempts());
});
function attempts(): [DomainRecord, bigint][] {
  return [];
}
connected.callTxn(trial, domain, 1, { tv_sec: 12n, tv_usec: 0n }, 3);
console.log(`${connected.has()} ${connected.hasTxn(trial)}`);

// Any hook: what is known of it.
const names = Object.keys(hooks) as HookName[];
const inScheduler = names.filter((name) => hooks[name].threading === "scheduler");
console.log(`${names.length > 150} ${inScheduler.includes("core.ec_ssl_SSL_CTX_fixup")}`);
console.log(connected.parameters.map(({ type, name }) => `${type} ${name}`).join(", "));

// Mistakes that do not compile.
// @ts-expect-error: a message is not a domain
connected.call(message, 1, { tv_sec: 12n, tv_usec: 0n }, 3);
// @ts-expect-error: hooks are synchronous
connected.registerLast(async () => {}, null);
// @ts-expect-error: there is no such hook
hooks["core.post_initiate_conection_smtp"];
