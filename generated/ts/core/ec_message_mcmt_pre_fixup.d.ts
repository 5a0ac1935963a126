import { type Transaction, type Unregister } from "../runtime.js";
import type { EcMessage } from "../types.js";
/**
 * A provider of core/ec_message_mcmt_pre_fixup: An MCMT container has come in, and how to treat it
 * can be changed.
 *
 * Called by the listener. The first provider is told what is configured, each further one what the
 * provider before it has chosen; what the last one returns holds for this message.
 *
 * **Warning.** A provider that returns `MCMT_RECEPTION_REJECT` also sets the code and text of the
 *  refusal, with `ec_message_set_code`.
 *
 * The published reference does not say which thread calls providers: expect any.
 * Since Momentum 3.1.
 *
 * @param closure - What the provider was registered with.
 * @param msg - The message.
 * @param mcmtReception - How the message would be treated so far; one of the values below.
 *
 * @returns One of these:
 * - `MCMT_RECEPTION_ALLOW`: Take the container apart.
 * - `MCMT_RECEPTION_REJECT`: Refuse the message.
 * - `MCMT_RECEPTION_PASSTHRU`: Leave the container as it is.
 *
 * A result of `MCMT_RECEPTION_REJECT` ends the call: no further provider runs, and the call
 * returns it. Otherwise the call returns the last provider's result.
 * The first provider gets `mcmtReception` as the caller passed it, each further one the result of
 * the provider before it.
 * With no provider the result is undefined in Momentum (here `mcmtReception`): ask
 * `hasCoreEcMessageMcmtPreFixupHook()` first.
 */
export type CoreEcMessageMcmtPreFixupProvider<Closure = unknown> = (closure: Closure, msg: EcMessage, mcmtReception: number) => number;
/**
 * Puts a provider before all that are registered so far.
 *
 * @param provider - The function to call.
 * @param closure - What the provider gets as its first argument.
 * @returns A function that takes the provider out again.
 */
export declare function registerCoreEcMessageMcmtPreFixupHookFirst<Closure>(provider: CoreEcMessageMcmtPreFixupProvider<Closure>, closure: Closure): Unregister;
/**
 * Puts a provider after all that are registered so far.
 *
 * @param provider - The function to call.
 * @param closure - What the provider gets as its first argument.
 * @returns A function that takes the provider out again.
 */
export declare function registerCoreEcMessageMcmtPreFixupHookLast<Closure>(provider: CoreEcMessageMcmtPreFixupProvider<Closure>, closure: Closure): Unregister;
/**
 * Whether anybody has registered.
 */
export declare function hasCoreEcMessageMcmtPreFixupHook(): boolean;
/**
 * Whether anybody has registered in `transaction`.
 */
export declare function hasCoreEcMessageMcmtPreFixupHookTxn(transaction: Transaction): boolean;
/**
 * Calls the providers one after the other.
 *
 * @param msg - The message.
 * @param mcmtReception - How the message would be treated so far; one of the values below.
 *
 * @returns One of these:
 * - `MCMT_RECEPTION_ALLOW`: Take the container apart.
 * - `MCMT_RECEPTION_REJECT`: Refuse the message.
 * - `MCMT_RECEPTION_PASSTHRU`: Leave the container as it is.
 *
 * A result of `MCMT_RECEPTION_REJECT` ends the call: no further provider runs, and the call
 * returns it. Otherwise the call returns the last provider's result.
 * The first provider gets `mcmtReception` as the caller passed it, each further one the result of
 * the provider before it.
 * With no provider the result is undefined in Momentum (here `mcmtReception`): ask
 * `hasCoreEcMessageMcmtPreFixupHook()` first.
 */
export declare function callCoreEcMessageMcmtPreFixupHook(msg: EcMessage, mcmtReception: number): number;
/**
 * Calls the providers of `transaction`; otherwise like {@link callCoreEcMessageMcmtPreFixupHook}.
 */
export declare function callCoreEcMessageMcmtPreFixupHookTxn(transaction: Transaction, msg: EcMessage, mcmtReception: number): number;
