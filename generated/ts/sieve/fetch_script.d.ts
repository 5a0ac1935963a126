import { type Transaction, type Unregister } from "../runtime.js";
import type { EcString, SENG, SIEVEARGS } from "../types.js";
/**
 * A provider of sieve/fetch_script: A Sieve script includes another one, which has to be fetched.
 *
 * The Sieve module calls this from its own provider of `compile_script`. Register here to keep
 * scripts
 * in a place that the module does not know.
 *
 * A provider that knows the URI fetches the script, puts it into `script` as UTF-8 once it has all
 * of
 * it, and returns `SIV_DONE`. It returns `SIV_DONE` after an error as well, and says in
 * `error_log`
 * what went wrong.
 *
 * Fetching that would block may go on elsewhere: keep `seng`, return `SIV_AGAIN`, and call
 * `sieve_resume` when the script is there; the engine then tries the include again.
 *
 * **Note.** The published page says of SIV_CONT alone that further providers are asked. That any
 *  other result ends the call is how it is read here.
 *
 * **Warning.** Never go on elsewhere if `seng` is `NULL` or `sieve_seng_get_can_go_async` returns
 *  0.
 *
 * **Warning.** Do not keep `script`. It is gone when the provider returns.
 *
 * The published reference does not say which thread calls providers: expect any.
 *
 * @param closure - What the provider was registered with.
 * @param uri - The URI that the script's `ec_include` names.
 * @param optionalArgs - Further arguments of the include, for the provider to make sense of. May
 *   be `null`.
 * @param script - Where the script goes. It is not initialized; use `STRING_INIT` or the like.
 *   Set by the provider.
 * @param seng - The Sieve engine that waits for the script. May be `null`.
 * @param errorLog - Where the reason of a failure goes. Read and set by the provider.
 *
 * @returns One of these:
 * - `SIV_DONE`: The script has been fetched, or fetching it has failed.
 * - `SIV_AGAIN`: The script comes later.
 * - `SIV_CONT`: The URI is not known here; ask the next provider.
 *
 * A result other than `SIV_CONT` ends the call: no further provider runs, and the call returns it.
 * Otherwise the call returns the last provider's result.
 * With no provider the result is undefined in Momentum (here `0`): ask `hasSieveFetchScriptHook()`
 * first.
 */
export type SieveFetchScriptProvider<Closure = unknown> = (closure: Closure, uri: string, optionalArgs: SIEVEARGS | null, script: EcString, seng: SENG | null, errorLog: EcString) => number;
/**
 * Puts a provider before all that are registered so far.
 *
 * @param provider - The function to call.
 * @param closure - What the provider gets as its first argument.
 * @returns A function that takes the provider out again.
 */
export declare function registerSieveFetchScriptHookFirst<Closure>(provider: SieveFetchScriptProvider<Closure>, closure: Closure): Unregister;
/**
 * Puts a provider after all that are registered so far.
 *
 * @param provider - The function to call.
 * @param closure - What the provider gets as its first argument.
 * @returns A function that takes the provider out again.
 */
export declare function registerSieveFetchScriptHookLast<Closure>(provider: SieveFetchScriptProvider<Closure>, closure: Closure): Unregister;
/**
 * Whether anybody has registered.
 */
export declare function hasSieveFetchScriptHook(): boolean;
/**
 * Whether anybody has registered in `transaction`.
 */
export declare function hasSieveFetchScriptHookTxn(transaction: Transaction): boolean;
/**
 * Calls the providers one after the other.
 *
 * @param uri - The URI that the script's `ec_include` names.
 * @param optionalArgs - Further arguments of the include, for the provider to make sense of. May
 *   be `null`.
 * @param script - Where the script goes. It is not initialized; use `STRING_INIT` or the like.
 *   Set by the provider.
 * @param seng - The Sieve engine that waits for the script. May be `null`.
 * @param errorLog - Where the reason of a failure goes. Read and set by the provider.
 *
 * @returns One of these:
 * - `SIV_DONE`: The script has been fetched, or fetching it has failed.
 * - `SIV_AGAIN`: The script comes later.
 * - `SIV_CONT`: The URI is not known here; ask the next provider.
 *
 * A result other than `SIV_CONT` ends the call: no further provider runs, and the call returns it.
 * Otherwise the call returns the last provider's result.
 * With no provider the result is undefined in Momentum (here `0`): ask `hasSieveFetchScriptHook()`
 * first.
 */
export declare function callSieveFetchScriptHook(uri: string, optionalArgs: SIEVEARGS | null, script: EcString, seng: SENG | null, errorLog: EcString): number;
/**
 * Calls the providers of `transaction`; otherwise like {@link callSieveFetchScriptHook}.
 */
export declare function callSieveFetchScriptHookTxn(transaction: Transaction, uri: string, optionalArgs: SIEVEARGS | null, script: EcString, seng: SENG | null, errorLog: EcString): number;
