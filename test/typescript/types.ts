/*
 * What the types of the generated modules accept and refuse. Never run: tsc checks it, and an
 * expected error that does not come is an error.
 */
import {
  type CoreCacheGetProvider,
  type CorePostInitiateConnectionSmtpProvider,
  callCoreCacheGetHook,
  callCoreEcMessageMcmtPreFixupHook,
  callCoreGenerateSoftBounceMessageHook,
  callCorePostInitiateConnectionSmtpHook,
  callSieveFetchScriptHook,
  type DomainRecord,
  type EcMessage,
  type EcString,
  type EmailMessage,
  hasCoreLogErrorHook,
  MCMT_RECEPTION_REJECT,
  type Ref,
  registerCoreControlPostControlHookFirst,
  registerCorePostInitiateConnectionSmtpHookLast,
  type Timeval,
  type Unregister,
} from "../../generated/ts/index.js";

declare const domain: DomainRecord;
declare const message: EcMessage;
declare const email: EmailMessage;
declare const text: EcString;
const now: Timeval = { tv_sec: 1n, tv_usec: 2n };

callCorePostInitiateConnectionSmtpHook(domain, 1, now, 2);
// @ts-expect-error a message is no domain
callCorePostInitiateConnectionSmtpHook(message, 1, now, 2);
// @ts-expect-error an int is a number, not a bigint
callCorePostInitiateConnectionSmtpHook(domain, 1n, now, 2);
// @ts-expect-error a time has seconds of 64 bits
callCorePostInitiateConnectionSmtpHook(domain, 1, { tv_sec: 1, tv_usec: 2 }, 2);
// @ts-expect-error nothing is known of dr being NULL, so it is not
callCorePostInitiateConnectionSmtpHook(null, 1, now, 2);

callSieveFetchScriptHook("uri", null, text, null, text);
// @ts-expect-error only what may be NULL is
callSieveFetchScriptHook(null, null, text, null, text);

const value: Ref<unknown> = { value: undefined };
const length: Ref<number> = { value: 0 };
const hit: number = callCoreCacheGetHook("cache", new Uint8Array(3), 3, value, length);
// @ts-expect-error an out-parameter is a reference
callCoreCacheGetHook("cache", new Uint8Array(3), 3, value, 0);

const bounce: EmailMessage | null = callCoreGenerateSoftBounceMessageHook(email);
// @ts-expect-error a pointer result may be NULL
const certain: EmailMessage = callCoreGenerateSoftBounceMessageHook(email);

interface State {
  count: number;
}
const state: State = { count: 0 };
const count: CorePostInitiateConnectionSmtpProvider<State> = (closure, dr, _slot, time, fd) => {
  closure.count += fd;
  const seconds: bigint = time.tv_sec;
  const same: DomainRecord = dr;
  void [seconds, same];
};
const unregister: Unregister = registerCorePostInitiateConnectionSmtpHookLast(count, state);
unregister();
// @ts-expect-error the closure is what the provider wants
registerCorePostInitiateConnectionSmtpHookLast(count, "state");
registerCorePostInitiateConnectionSmtpHookLast((closure) => void closure.toFixed(), 7);

registerCoreControlPostControlHookFirst((_closure, _cc, argc, argv) => {
  const words: readonly string[] = argv;
  // @ts-expect-error the words belong to the caller
  argv.push("x");
  void [argc, words];
}, null);

// Hooks are synchronous: nobody waits for a promise.
// @ts-expect-error a promise is no result
registerCorePostInitiateConnectionSmtpHookLast(async () => {}, null);
// @ts-expect-error a promise of a number is no number
const late: CoreCacheGetProvider = async () => 1;
registerCorePostInitiateConnectionSmtpHookLast(() => {}, null);
registerCorePostInitiateConnectionSmtpHookLast(() => undefined, null);

// @ts-expect-error a provider of cache_get returns a number
const wrong: CoreCacheGetProvider = () => "hit";

const present: boolean = hasCoreLogErrorHook();
const choice: number = callCoreEcMessageMcmtPreFixupHook(message, MCMT_RECEPTION_REJECT);
const rejected: 1 = MCMT_RECEPTION_REJECT;

export const used: unknown[] = [hit, bounce, certain, wrong, late, present, choice, rejected];
