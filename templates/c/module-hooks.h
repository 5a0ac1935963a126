/**
 * The reference runtime for hooks: what the generated headers stand on where Momentum's SDK is not.
 *
 * A hook is a named point in a program. Whoever wants to be called there registers a provider, a
 * function and a closure; whoever owns the hook calls it, and the providers run in order. Modules
 * meet at a hook by its name alone, at run time.
 *
 * Use the functions of the header of a hook, which are typed; what is here is for those headers.
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

/** Marks a function that should no longer be used, and says what to use instead. */
#define MODULE_HOOKS_DEPRECATED(message) __attribute__((deprecated(message)))

#ifdef MODULE_HOOKS_WITH_SDK
#include "configuration.h"
#else
/** A configuration generation, with the registrations that belong to it. */
typedef struct _ec_config_header ec_config_header;
#endif

/** A hook, known by its name in the whole process. */
struct __ec_hook_head;

/** A registration: a function, of the type that its hook says, and what it wants to be given. */
struct module_hook_provider {
  void (*hook)(void);
  void *closure;
};

/** The providers of a hook in the order of a call, at least one; never changed once it is seen. */
struct module_hook_array {
  const struct module_hook_provider *first;
  const struct module_hook_provider *end;
};

/** A call in flight, from module_hook_enter() to module_hook_leave(). */
struct module_hook_call {
  ec_config_header *generation;
};

/**
 * Finds the hook `name`, and makes it if it is new.
 *
 * @param name   scope and name, as in "core_log_error".
 * @param proto  the prototype of a provider as text, as in "void (void *, int)".
 * @return the head, the same for a name for the life of the process. NULL, with a message on
 *   standard error, if `name` is known with another prototype or there is no memory.
 *
 * Any thread may call it.
 */
struct __ec_hook_head *module_get_hook_head(const char *name, const char *proto);

/**
 * Registers a provider before all others of its hook.
 *
 * @param name     see module_get_hook_head().
 * @param proto    see module_get_hook_head().
 * @param hook     the provider, a function of the type that `proto` says.
 * @param closure  what the provider gets as its first argument; never touched here.
 * @param flags    0.
 * @return 0 if it is registered; -1, with a message on standard error, if `hook` is NULL, the
 *   prototype is not the hook's, or there is no memory. Then nothing has changed.
 *
 * Calls that run already do not see the new provider.
 */
int module_add_hook_first(
  const char *name, const char *proto, void *hook, void *closure, int flags);

/** Registers a provider after all others of its hook; see module_add_hook_first(). */
int module_add_hook_last(
  const char *name, const char *proto, void *hook, void *closure, int flags);

/**
 * The current configuration generation. It stays valid until it is given back with
 * ec_config_release_scope_instance(). Any thread may call it.
 */
ec_config_header *ec_config_fetch_globalconf(void);

/** Gives back what ec_config_fetch_globalconf() returned. Any thread may call it. */
void ec_config_release_scope_instance(void *header);

/** The providers of a hook in a generation; NULL if there are none. Any thread may call it. */
const struct module_hook_array *module_hook_providers(
  ec_config_header *generation, struct __ec_hook_head *head);

/**
 * Registers a provider before all others of a hook, like module_add_hook_first() but for a head.
 *
 * @return 0 if it is registered; -1 if `head` or `hook` is NULL or there is no memory.
 */
int module_hook_register_first(
  struct __ec_hook_head *head, void (*hook)(void), void *closure);

/** Registers a provider after all others of a hook; see module_hook_register_first(). */
int module_hook_register_last(
  struct __ec_hook_head *head, void (*hook)(void), void *closure);

/** The providers of a hook in the current generation, held until module_hook_leave(). */
const struct module_hook_array *module_hook_enter(
  struct module_hook_call *call, struct __ec_hook_head *head);

/** Ends what module_hook_enter() began; only where that did not return NULL. */
void module_hook_leave(struct module_hook_call *call);

/** Whether a hook has a provider in a generation: 0 or 1. */
MODULE_HOOK_INLINE int module_hook_has_in(ec_config_header *generation, struct __ec_hook_head *head)
{
  return module_hook_providers(generation, head) != NULL;
}

/** Whether a hook has a provider in the current generation: 0 or 1. */
MODULE_HOOK_INLINE int module_hook_has(struct __ec_hook_head *head)
{
  return module_hook_has_in(NULL, head);
}

/** The head that `cache` keeps; looked up by name the first time. */
MODULE_HOOK_INLINE struct __ec_hook_head *module_hook_head(
  struct __ec_hook_head **cache, const char *name, const char *proto)
{
  struct __ec_hook_head *head = __atomic_load_n(cache, __ATOMIC_ACQUIRE);

  if (head == NULL) {
    head = module_get_hook_head(name, proto);
    __atomic_store_n(cache, head, __ATOMIC_RELEASE);
  }
  return head;
}

#ifdef __cplusplus
}
#endif

#endif
