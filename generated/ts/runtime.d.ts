/**
 * The runtime for hooks: registration, presence and transactions, with the semantics of Momentum's
 * C API. Use the functions of a hook's own module, which are typed; what is here is for those.
 *
 * @module
 */
declare const tag: unique symbol;
/** A C object that is only known by its type; told apart from all others by that type's name. */
export interface Handle<Name extends string> {
    readonly [tag]: Name;
}
/** A place that a provider may read and set: what C passes as a pointer to a value. */
export interface Ref<Value> {
    value: Value;
}
/** Takes a provider out again. A call that runs does not see it; a second time does nothing. */
export type Unregister = () => void;
/** A provider, and what it was registered with. */
export interface Registration<Provider> {
    readonly provider: Provider;
    readonly closure: unknown;
}
/** A hook, known by its name: all with the same name are the same hook. */
export interface Hook<Provider> {
    readonly name: string;
    readonly registerFirst: (provider: Provider, closure: unknown) => Unregister;
    readonly registerLast: (provider: Provider, closure: unknown) => Unregister;
    /** The providers in the order of a call. The list never changes; a change makes a new one. */
    readonly providers: (transaction: Transaction) => readonly Registration<Provider>[];
}
/** A configuration generation: its registrations are its own. */
export declare class Transaction {
    #private;
    /** The registrations of the hook `name`. */
    list(name: string): readonly Registration<unknown>[];
    /** Puts `list` in the place of the registrations of the hook `name`. */
    replace(name: string, list: readonly Registration<unknown>[]): void;
}
/** The transaction in which calls run. */
export declare function currentTransaction(): Transaction;
/**
 * Makes a transaction: what `setUp` registers goes into it, and nothing else does.
 *
 * @param setUp - Registers the providers; an error that it throws reaches the caller.
 */
export declare function createTransaction(setUp: () => void): Transaction;
/** Makes `transaction` the one in which calls run. Calls that run keep the one that they have. */
export declare function commitTransaction(transaction: Transaction): void;
/** The hook `name`, with a type for its providers. */
export declare function createHook<Provider>(name: string): Hook<Provider>;
export {};
