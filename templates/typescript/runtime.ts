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

/**
 * The providers of a hook in a transaction. They never change: a registration makes a new list, and
 * a call goes on with the one that it began with.
 *
 * The first three are fields, for calls that are written out: an engine can then look through each.
 */
export interface Providers<Provider> {
  readonly provider1: Provider | undefined;
  readonly closure1: unknown;
  readonly provider2: Provider | undefined;
  readonly closure2: unknown;
  readonly provider3: Provider | undefined;
  readonly closure3: unknown;
  /** Those behind the third. */
  readonly others: readonly Registration<Provider>[];
  /** All of them, in the order of a call. */
  readonly all: readonly Registration<Provider>[];
}

function providersOf(all: readonly Registration<unknown>[]): Providers<unknown> {
  const [first, second, third, ...others] = all;
  return {
    provider1: first?.provider,
    closure1: first?.closure,
    provider2: second?.provider,
    closure2: second?.closure,
    provider3: third?.provider,
    closure3: third?.closure,
    others,
    all,
  };
}

const nobody: Providers<unknown> = providersOf([]);

/** A configuration generation: its registrations are its own. */
export class Transaction {
  readonly #providers = new Map<string, Providers<unknown>>();

  /** The providers of the hook `name`. */
  providers(name: string): Providers<unknown> {
    return this.#providers.get(name) ?? nobody;
  }

  /** Puts `all` in the place of the providers of the hook `name`. */
  replace(name: string, all: readonly Registration<unknown>[]): void {
    const providers = providersOf(all);
    this.#providers.set(name, providers);
    const hook = hooks.get(name);
    if (hook !== undefined && this === current) hook.adopt(providers);
  }
}

/**
 * A hook, known by its name; {@link createHook} makes it. Its own fields are the providers in the
 * current transaction.
 */
export class Hook<Provider> implements Providers<Provider> {
  readonly name: string;
  provider1: Provider | undefined;
  closure1: unknown;
  provider2: Provider | undefined;
  closure2: unknown;
  provider3: Provider | undefined;
  closure3: unknown;
  others: readonly Registration<Provider>[] = [];
  all: readonly Registration<Provider>[] = [];

  constructor(name: string) {
    this.name = name;
    this.adopt(this.in(current));
  }

  /** Makes `providers` those of the current transaction. Calls that run have read theirs already. */
  adopt(providers: Providers<Provider>): void {
    this.provider1 = providers.provider1;
    this.closure1 = providers.closure1;
    this.provider2 = providers.provider2;
    this.closure2 = providers.closure2;
    this.provider3 = providers.provider3;
    this.closure3 = providers.closure3;
    this.others = providers.others;
    this.all = providers.all;
  }

  /** The providers in `transaction`. */
  in(transaction: Transaction): Providers<Provider> {
    return transaction.providers(this.name) as Providers<Provider>;
  }

  /** Puts a provider before all others, in the transaction that is being made, or the current one. */
  registerFirst(provider: Provider, closure: unknown): Unregister {
    const registration = { provider, closure };
    open.replace(this.name, [registration, ...open.providers(this.name).all]);
    return this.#unregister(open, registration);
  }

  /** Puts a provider behind all others, in the transaction that is being made, or the current one. */
  registerLast(provider: Provider, closure: unknown): Unregister {
    const registration = { provider, closure };
    open.replace(this.name, [...open.providers(this.name).all, registration]);
    return this.#unregister(open, registration);
  }

  #unregister(transaction: Transaction, registration: Registration<unknown>): Unregister {
    return () => {
      const { all } = transaction.providers(this.name);
      const kept = all.filter((other) => other !== registration);
      if (kept.length < all.length) transaction.replace(this.name, kept);
    };
  }
}

const hooks = new Map<string, Hook<unknown>>();
let current: Transaction = new Transaction();
let open: Transaction = current;

/** The transaction in which calls run. */
export function currentTransaction(): Transaction {
  return current;
}

/**
 * Makes a transaction: what `setUp` registers goes into it, and nothing else does.
 *
 * @param setUp - Registers the providers; an error that it throws reaches the caller.
 */
export function createTransaction(setUp: () => void): Transaction {
  const before = open;
  const transaction = new Transaction();
  open = transaction;
  try {
    setUp();
  } finally {
    open = before;
  }
  return transaction;
}

/** Makes `transaction` the one in which calls run. Calls that run keep the one that they have. */
export function commitTransaction(transaction: Transaction): void {
  current = transaction;
  open = transaction;
  for (const hook of hooks.values()) hook.adopt(hook.in(transaction));
}

/** The hook `name`: the same one for the same name. */
export function createHook<Provider>(name: string): Hook<Provider> {
  const hook = hooks.get(name) ?? new Hook<unknown>(name);
  hooks.set(name, hook);
  return hook as Hook<Provider>;
}

/** What is known of a hook, for code that works with hooks by name. */
export interface HookDescription {
  readonly scope: string;
  readonly name: string;
  /** One line: what has happened, or is wanted, when the hook is called. */
  readonly summary: string;
  /** In the order of a call, without the closure. */
  readonly parameters: readonly ParameterDescription[];
  /** Whether a provider gets what it was registered with as its first argument. */
  readonly closure: boolean;
  readonly returns: {
    /** The type in C. */
    readonly type: string;
    /** After which results of a provider no further one is called. */
    readonly stop: string | { readonly equals: string } | { readonly not: string };
    /** C text of the result when nobody has registered; null where nothing is known. */
    readonly default: string | null;
  };
  /** The thread that calls providers in Momentum. */
  readonly threading: "any" | "scheduler" | "unspecified";
  /** The version of Momentum that brought the hook; null where nothing is known. */
  readonly since: string | null;
  readonly deprecated: null | {
    readonly since: string | null;
    readonly replacement: string | null;
    readonly reason: string | null;
  };
}

/** A hook as a value: what is known of it, and its functions. */
export interface DescribedHook<
  Register = (...args: never[]) => Unregister,
  Call = (...args: never[]) => unknown,
  CallTxn = (transaction: Transaction, ...args: never[]) => unknown,
> extends HookDescription {
  readonly has: () => boolean;
  readonly hasTxn: (transaction: Transaction) => boolean;
  readonly registerFirst: Register;
  readonly registerLast: Register;
  readonly call: Call;
  readonly callTxn: CallTxn;
}

/** What is known of a parameter. */
export interface ParameterDescription {
  /** The name in TypeScript. */
  readonly name: string;
  /** The type in C. */
  readonly type: string;
  readonly direction: "in" | "out" | "inout";
  /** Whether NULL may be passed; null where nothing is known. */
  readonly nullable: boolean | null;
}
