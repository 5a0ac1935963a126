/**
 * The reference runtime for hooks: what the generated headers stand on where Momentum's SDK is not.
 *
 * A hook is a named point in a program. Whoever wants to be called there registers a provider, a
 * function and a closure; whoever owns the hook calls it, and the providers run in order. Modules
 * meet at a hook by its name alone, at run time: the runtime has to be in the process once, in the
 * program itself or in a shared library, and never a second time inside a module.
 *
 * Registrations belong to a configuration generation. A program that never begins one has a single
 * implicit generation, which is always open. Otherwise: module_hooks_begin(), register, then
 * module_hooks_commit(); calls that run keep the generation that they began with.
 *
 * Threads: hooks may be called from any number of threads at once; a call takes no lock and writes
 * no memory that threads share. Registering, beginning and committing is for one thread at a time,
 * which is checked. All of it is allowed inside a provider, and the call that runs does not see it.
 *
 * A provider must return: it may neither end its thread nor leave by longjmp() or an exception.
 *
 * Functions that can fail return -1 or NULL, set errno, report why in words, and change nothing.
 */
#ifndef MODULE_HOOKS_H
#define MODULE_HOOKS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A function of a header. Nobody is warned if no use of it is in sight, in an editor for example. */
#define MODULE_HOOK_INLINE static inline __attribute__((unused))

/** The part of a call that runs only where somebody has registered: kept out of the callers' code. */
#define MODULE_HOOK_OUTLINE static __attribute__((unused, noinline))

/** Marks a function that should no longer be used, and says what to use instead. */
#define MODULE_HOOKS_DEPRECATED(message) __attribute__((deprecated(message)))

/** How many providers a hook can have in a generation. */
#define MODULE_HOOKS_MAX_PROVIDERS 4096

#ifdef MODULE_HOOKS_WITH_SDK
#include "configuration.h"
#include "misc/ec_ptr_array.h"
#else
/** A configuration generation, with the registrations that belong to it. */
typedef struct _ec_config_header ec_config_header;

/** An array of pointers; of the published structure, what a reader needs. */
typedef struct _ec_ptr_array {
  int size;
  void **items;
} ec_ptr_array;
#endif

/**
 * A registration: a function, of the type that its hook says, and what it wants to be given. The
 * providers of a hook are an array in the order of a call, behind them one whose `hook` is NULL; it
 * never changes once it is seen.
 */
struct module_hook_provider {
  void (*hook)(void);
  void *closure;
};

/** A hook, known by its name in the whole process. */
struct __ec_hook_head {
  /** Scope and name, as in "core_log_error". */
  const char *hook_name;
  /** The prototype of a provider as text, as in "void (void *, int)". */
  const char *hook_proto;
  /** The providers in the current generation: never NULL, but maybe none. */
  const struct module_hook_provider *current;
  /** Whether `current` has any. */
  int has;
  unsigned int hook_id;
  struct __ec_hook_head *next;
};

/** Where a translation unit meets a hook. */
struct module_hook_point {
  /** The hook's head; module_hook_unresolved until it has been looked up. */
  struct __ec_hook_head *head;
  const char *name;
  const char *proto;
};

/** A call in flight, from module_hook_enter_in() to module_hook_leave_in(). */
struct module_hook_call {
  /** What the thread noted before: idle, or the epoch of the call that this one is inside. */
  uintptr_t outer;
};

/**
 * Finds the hook `name`, and makes it if it is new.
 *
 * @return the head, the same for a name for the life of the process. NULL if `name` is known with
 *   another prototype (EINVAL; the report names both), or there is no memory (ENOMEM).
 *
 * Any thread may call it. Takes a lock, in constant time however many hooks there are.
 */
struct __ec_hook_head *module_get_hook_head(const char *hook_name, const char *proto);

/**
 * Registers a provider before all others of its hook, in the open generation.
 *
 * @param name     see module_get_hook_head().
 * @param proto    see module_get_hook_head().
 * @param hook     the provider, a function of the type that `proto` says.
 * @param closure  what the provider gets as its first argument; it stays the caller's.
 * @param flags    0.
 * @return 0, or -1: `hook` is NULL or `proto` is not the hook's (EINVAL), no generation is open
 *   (EPERM), the hook has MODULE_HOOKS_MAX_PROVIDERS (ENOSPC), another thread registers, begins or
 *   commits at this moment (EBUSY), or there is no memory (ENOMEM).
 */
int module_add_hook_first(
  const char *name, const char *proto, void *hook, void *closure, int flags);

/** Registers a provider after all others of its hook; see module_add_hook_first(). */
int module_add_hook_last(
  const char *name, const char *proto, void *hook, void *closure, int flags);

/** Registers a provider before all others of a hook; see module_add_hook_first(). */
int module_hook_register_first(
  struct module_hook_point *point, void (*hook)(void), void *closure);

/** Registers a provider after all others of a hook; see module_add_hook_first(). */
int module_hook_register_last(
  struct module_hook_point *point, void (*hook)(void), void *closure);

/**
 * The providers of a hook in a generation.
 *
 * @return an array whose items are `struct module_hook_provider *`, in the order of a call; NULL if
 *   there are none. It is the runtime's, and valid while the generation is held and nobody
 *   registers into it.
 *
 * Any thread may call it.
 */
ec_ptr_array *module_get_hook_array_from_transaction(
  ec_config_header *transaction, struct __ec_hook_head *head);

/**
 * The current generation. It stays valid until it is given back with
 * ec_config_release_scope_instance(), once for each time it was fetched. Any thread may call it.
 */
ec_config_header *ec_config_fetch_globalconf(void);

/**
 * Gives back what ec_config_fetch_globalconf() returned; NULL is nothing. Any thread may call it. If
 * it was the last user of an old generation, that one is released here.
 */
void ec_config_release_scope_instance(void *tofree);

/**
 * Begins a generation, without registrations. It is open, and what is registered goes into it, until
 * it is committed or abandoned; calls do not see it before.
 *
 * @return the generation, or NULL: one has been begun already (EPERM), another thread registers,
 *   begins or commits at this moment (EBUSY), or there is no memory (ENOMEM).
 */
ec_config_header *module_hooks_begin(void);

/**
 * Makes the open generation the current one. No caller waits: calls that run go on in the generation
 * that they began with. The one before is released when its last user is gone: at once, or by the
 * call or the ec_config_release_scope_instance() that was the last to use it.
 *
 * @return 0, or -1: `generation` is not the open one (EINVAL), or another thread registers, begins
 *   or commits at this moment (EBUSY).
 */
int module_hooks_commit(ec_config_header *generation);

/** Gives up the open generation, and releases it. Fails as module_hooks_commit() does. */
int module_hooks_abandon(ec_config_header *generation);

/**
 * Has `release(closure)` called when the open generation is released: when nothing calls its
 * providers any more, and none of its closures is needed. Callbacks run in the reverse order, each
 * once, in whichever thread was the last user, outside of all locks and calls.
 *
 * @return 0, or -1: `release` is NULL (EINVAL), no generation is open (EPERM), another thread
 *   registers, begins or commits at this moment (EBUSY), or there is no memory (ENOMEM).
 */
int module_hooks_on_release(void (*release)(void *closure), void *closure);

/**
 * Has reports of failures passed to `report`, a line without its end each; NULL: standard error, as
 * in the beginning. Call it before other threads use hooks.
 */
void module_hooks_set_report(void (*report)(const char *message));

/*
 * What follows is the inner part of a call, for generated headers and the macros below.
 *
 * A thread that is inside a call says so in a variable of its own, with the epoch in which its
 * outermost call began. Whatever is replaced is freed only when no thread is in a call that began
 * before. That the thread's note is seen in time is the business of the one who replaces, by
 * membarrier(2); where the kernel lacks it, threads take the slow way, with a fence.
 *
 * The fast way is for a thread that is idle, and a hook that has been looked up: module_hook_enter()
 * and module_hook_leave(). The slow way is for all others: module_hook_enter_in() and
 * module_hook_leave_in().
 */

/** The note of a thread outside of all calls. */
#define MODULE_HOOK_IDLE ((uintptr_t) 1)

extern __thread uintptr_t module_hook_thread_epoch __attribute__((tls_model("initial-exec")));
extern uintptr_t module_hook_epoch;
extern int module_hook_pending;

/** What a point has for a head before it is looked up: may have providers, and shows none. */
extern struct __ec_hook_head module_hook_unresolved;

/** Frees what nobody uses any more. */
void module_hook_reclaim(void);

/** Whether a hook has a provider in a generation, NULL being the current one: 0 or 1. */
int module_hook_has_in(ec_config_header *generation, struct module_hook_point *point);

/**
 * The providers of a hook in a generation, NULL being the current one, held until
 * module_hook_leave_in(). NULL if there are none, and nothing is held.
 */
const struct module_hook_provider *module_hook_enter_in(
  struct module_hook_call *call, ec_config_header *generation, struct module_hook_point *point);

/** Ends what module_hook_enter_in() began. */
void module_hook_leave_in(struct module_hook_call *call);

/** The head of a point; module_hook_unresolved before its first use. */
MODULE_HOOK_INLINE struct __ec_hook_head *module_hook_head(struct module_hook_point *point)
{
  return __atomic_load_n(&point->head, __ATOMIC_ACQUIRE);
}

/** 0 if a hook has no provider in the current generation; else it has, or has to be looked up. */
MODULE_HOOK_INLINE int module_hook_may_have(struct __ec_hook_head *head)
{
  return __atomic_load_n(&head->has, __ATOMIC_RELAXED);
}

/** Whether a hook has a provider in the current generation: 0, or non-zero. */
MODULE_HOOK_INLINE int module_hook_has(struct module_hook_point *point)
{
  struct __ec_hook_head *head = module_hook_head(point);

  if (__builtin_expect(head == &module_hook_unresolved, 0))
    return module_hook_has_in(NULL, point);
  return module_hook_may_have(head);
}

/**
 * The providers of a hook in the current generation, held until module_hook_leave(). NULL, and
 * nothing is held, if it takes the slow way to find out.
 */
MODULE_HOOK_INLINE const struct module_hook_provider *module_hook_enter(
  struct __ec_hook_head *head)
{
  const struct module_hook_provider *providers;

  if (__builtin_expect(module_hook_thread_epoch != MODULE_HOOK_IDLE, 0))
    return NULL;
  __atomic_store_n(&module_hook_thread_epoch,
    __atomic_load_n(&module_hook_epoch, __ATOMIC_ACQUIRE), __ATOMIC_RELEASE);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  providers = __atomic_load_n(&head->current, __ATOMIC_ACQUIRE);
  if (__builtin_expect(providers->hook == NULL, 0)) {
    __atomic_store_n(&module_hook_thread_epoch, MODULE_HOOK_IDLE, __ATOMIC_RELEASE);
    return NULL;
  }
  return providers;
}

/** Ends what module_hook_enter() began. */
MODULE_HOOK_INLINE void module_hook_leave(void)
{
  __atomic_store_n(&module_hook_thread_epoch, MODULE_HOOK_IDLE, __ATOMIC_RELEASE);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  if (__builtin_expect(__atomic_load_n(&module_hook_pending, __ATOMIC_RELAXED), 0))
    module_hook_reclaim();
}

/*
 * Momentum's way to declare a hook, over this runtime.
 *
 *   EC_DECLARE_VOID_HOOK(scope, name, (types), (declared parameters), (EC_HOOK_CLOSURE, names))
 *   EC_DECLARE_HOOK(scope, type, name, (types), (declared parameters), (names), return handling)
 *   EC_DECLARE_HOOK_NOARGS(scope, type, name, return handling)
 *
 * The return handling is C that runs after each provider. It reads EC_HOOK_RETVAL, and may end the
 * call with EC_HOOK_RETURN(value). With no provider the result is 0.
 */
#define EC_HOOK_CLOSURE ec_hook_provider_->closure
#define EC_HOOK_RETVAL ec_hook_retval_
#define EC_HOOK_RETURN(value) \
  do { \
    ec_hook_retval_ = (value); \
    goto ec_hook_done_; \
  } while (0)

/* (void) becomes (ec_config_header *ec_hook_transaction_); other parameters get it in front. */
#define EC_HOOK_CAT_(a, b) a##b
#define EC_HOOK_CAT(a, b) EC_HOOK_CAT_(a, b)
#define EC_HOOK_THIRD_(a, b, third, ...) third
#define EC_HOOK_TWO_(...) EC_HOOK_THIRD_(__VA_ARGS__, 1, 0, 0)
#define EC_HOOK_COMMA_(...) ,
#define EC_HOOK_AFTER_void
#define EC_HOOK_NOTHING_01 1
#define EC_HOOK_NOTHING_00 0
#define EC_HOOK_NOTHING_10 0
#define EC_HOOK_NOTHING_11 0
#define EC_HOOK_NOTHING_(text) \
  EC_HOOK_CAT(EC_HOOK_NOTHING_, \
    EC_HOOK_CAT(EC_HOOK_TWO_(EC_HOOK_COMMA_ text), EC_HOOK_TWO_(EC_HOOK_COMMA_ text ())))
#define EC_HOOK_IS_VOID_(first, ...) EC_HOOK_NOTHING_(EC_HOOK_AFTER_##first)
#define EC_HOOK_PARAMETERS_1(...) (ec_config_header *ec_hook_transaction_)
#define EC_HOOK_PARAMETERS_0(...) (ec_config_header *ec_hook_transaction_, __VA_ARGS__)
#define EC_HOOK_PARAMETERS_(...) \
  EC_HOOK_CAT(EC_HOOK_PARAMETERS_, EC_HOOK_IS_VOID_(__VA_ARGS__, 0))(__VA_ARGS__)

#define EC_HOOK_DECLARE_(scope, type, name, typedefargs, proto) \
  typedef type ec_hook_##scope##_##name##_func_t typedefargs; \
  MODULE_HOOK_INLINE struct module_hook_point *ec_hook_##scope##_##name##_point(void) \
  { \
    static struct module_hook_point point = { \
      &module_hook_unresolved, #scope "_" #name, proto \
    }; \
    return &point; \
  } \
  MODULE_HOOK_INLINE int has_##scope##_##name##_hook(void) \
  { \
    return module_hook_has(ec_hook_##scope##_##name##_point()); \
  } \
  MODULE_HOOK_INLINE int has_##scope##_##name##_hook_txn(ec_config_header *transaction) \
  { \
    return module_hook_has_in(transaction, ec_hook_##scope##_##name##_point()); \
  } \
  MODULE_HOOK_INLINE void register_##scope##_##name##_hook_first( \
    ec_hook_##scope##_##name##_func_t *hook, void *closure) \
  { \
    module_hook_register_first( \
      ec_hook_##scope##_##name##_point(), (void (*)(void)) hook, closure); \
  } \
  MODULE_HOOK_INLINE void register_##scope##_##name##_hook_last( \
    ec_hook_##scope##_##name##_func_t *hook, void *closure) \
  { \
    module_hook_register_last( \
      ec_hook_##scope##_##name##_point(), (void (*)(void)) hook, closure); \
  }

#define EC_HOOK_EACH_ \
  for (; ec_hook_provider_->hook != NULL; ec_hook_provider_++)

#define EC_HOOK_FUNCTION_(scope, name) \
  ((ec_hook_##scope##_##name##_func_t *) ec_hook_provider_->hook)

/* One call for both ways: it is the reference's, and does not try to be faster than it. */
#define EC_HOOK_ENTER_(scope, name, transaction) \
  struct module_hook_call ec_hook_call_; \
  const struct module_hook_provider *ec_hook_provider_ = \
    module_hook_enter_in(&ec_hook_call_, transaction, ec_hook_##scope##_##name##_point());

#define EC_HOOK_CALL_VOID_(scope, name, function, parameters, transaction, callargs) \
  MODULE_HOOK_INLINE void function parameters \
  { \
    EC_HOOK_ENTER_(scope, name, transaction) \
    if (ec_hook_provider_ == NULL) \
      return; \
    EC_HOOK_EACH_ \
      EC_HOOK_FUNCTION_(scope, name) callargs; \
    module_hook_leave_in(&ec_hook_call_); \
  }

#define EC_HOOK_CALL_(scope, type, name, function, parameters, transaction, callargs, handleret) \
  MODULE_HOOK_INLINE type function parameters \
  { \
    EC_HOOK_ENTER_(scope, name, transaction) \
    type ec_hook_retval_; \
    __builtin_memset(&ec_hook_retval_, 0, sizeof ec_hook_retval_); \
    if (ec_hook_provider_ == NULL) \
      return ec_hook_retval_; \
    EC_HOOK_EACH_ { \
      ec_hook_retval_ = EC_HOOK_FUNCTION_(scope, name) callargs; \
      handleret; \
    } \
    goto ec_hook_done_; \
  ec_hook_done_: \
    module_hook_leave_in(&ec_hook_call_); \
    return ec_hook_retval_; \
  }

#define EC_DECLARE_VOID_HOOK(scope, name, typedefargs, declargs, callargs) \
  EC_HOOK_DECLARE_(scope, void, name, typedefargs, "void " #typedefargs) \
  EC_HOOK_CALL_VOID_(scope, name, call_##scope##_##name##_hook, declargs, NULL, callargs) \
  EC_HOOK_CALL_VOID_(scope, name, call_##scope##_##name##_hook_txn, \
    EC_HOOK_PARAMETERS_ declargs, ec_hook_transaction_, callargs)

#define EC_DECLARE_HOOK(scope, type, name, typedefargs, declargs, callargs, handleret) \
  EC_HOOK_DECLARE_(scope, type, name, typedefargs, #type " " #typedefargs) \
  EC_HOOK_CALL_(scope, type, name, call_##scope##_##name##_hook, \
    declargs, NULL, callargs, handleret) \
  EC_HOOK_CALL_(scope, type, name, call_##scope##_##name##_hook_txn, \
    EC_HOOK_PARAMETERS_ declargs, ec_hook_transaction_, callargs, handleret)

#define EC_DECLARE_HOOK_NOARGS(scope, type, name, handleret) \
  EC_DECLARE_HOOK(scope, type, name, (void *), (void), (EC_HOOK_CLOSURE), handleret)

#ifdef __cplusplus
}
#endif

#endif
