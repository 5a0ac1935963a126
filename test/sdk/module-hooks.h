/*
 * A stand-in for the module-hooks.h of Momentum's SDK: the macros, types and functions that the
 * published reference shows, so that the headers of generated/momentum can be compiled and run.
 * It is written from that reference alone and shares no code with hookgen's own runtime.
 */
#ifndef TEST_SDK_MODULE_HOOKS_H
#define TEST_SDK_MODULE_HOOKS_H

#include <stddef.h>
#include <stdint.h>

#include "configuration.h"
#include "misc/ec_ptr_array.h"

#define INLINE inline

struct __ec_hook_head {
  const char *hook_name;
  const char *hook_proto;
  struct __ec_hook_head *next;
  struct _ec_ptr_array *providers;
};

/* What the items of the array of a hook are. */
struct sdk_provider {
  void *hook;
  void *closure;
};

struct __ec_hook_head *module_get_hook_head(const char *name, const char *proto);
void module_add_hook_first(
  const char *name, const char *proto, void *hook, void *closure, int flags);
void module_add_hook_last(
  const char *name, const char *proto, void *hook, void *closure, int flags);
ec_ptr_array *module_get_hook_array_from_transaction(
  ec_config_header *transaction, struct __ec_hook_head *head);
ec_config_header *ec_config_fetch_globalconf(void);
void ec_config_release_scope_instance(void *tofree);

#define EC_HOOK_CLOSURE sdk_entry->closure
#define EC_HOOK_RETVAL sdk_retval
#define EC_HOOK_RETURN(value) return (value)

/* (void) becomes (ec_config_header *transaction), (A a, B b) gets it in front. */
#define SDK_CAT_(a, b) a##b
#define SDK_CAT(a, b) SDK_CAT_(a, b)
#define SDK_FIRST_(first, ...) first
#define SDK_THIRD_(a, b, third, ...) third
#define SDK_HAS_COMMA_(...) SDK_THIRD_(__VA_ARGS__, 1, 0, 0)
#define SDK_COMMA_(...) ,
#define SDK_AFTER_void
#define SDK_OPENS_(text) SDK_HAS_COMMA_(SDK_COMMA_ text)
#define SDK_ENDS_(text) SDK_HAS_COMMA_(SDK_COMMA_ text ())
#define SDK_IS_EMPTY_01 1
#define SDK_IS_EMPTY_00 0
#define SDK_IS_EMPTY_10 0
#define SDK_IS_EMPTY_11 0
#define SDK_IS_EMPTY_(text) SDK_CAT(SDK_IS_EMPTY_, SDK_CAT(SDK_OPENS_(text), SDK_ENDS_(text)))
#define SDK_IS_VOID_(first) SDK_IS_EMPTY_(SDK_AFTER_##first)
#define SDK_TXN_1(...) (ec_config_header *transaction)
#define SDK_TXN_0(...) (ec_config_header *transaction, __VA_ARGS__)
#define SDK_TXN_FIRST_(first, ...) SDK_IS_VOID_(first)
#define SDK_TXN(...) SDK_CAT(SDK_TXN_, SDK_TXN_FIRST_(__VA_ARGS__, 0))(__VA_ARGS__)

#define SDK_DECLARE_COMMON(scope, type, name, typedefargs, proto) \
  typedef type ec_hook_##scope##_##name##_func_t typedefargs; \
  static INLINE struct __ec_hook_head *sdk_head_##scope##_##name(void) \
  { \
    static struct __ec_hook_head *head; \
    if (head == NULL) \
      head = module_get_hook_head(#scope "_" #name, proto); \
    return head; \
  } \
  static INLINE int has_##scope##_##name##_hook_txn(ec_config_header *transaction) \
  { \
    ec_ptr_array *array = \
      module_get_hook_array_from_transaction(transaction, sdk_head_##scope##_##name()); \
    return array != NULL && array->size > 0; \
  } \
  static INLINE int has_##scope##_##name##_hook(void) \
  { \
    ec_config_header *sdk_conf = ec_config_fetch_globalconf(); \
    int found = has_##scope##_##name##_hook_txn(sdk_conf); \
    ec_config_release_scope_instance(sdk_conf); \
    return found; \
  } \
  static INLINE void register_##scope##_##name##_hook_first( \
    ec_hook_##scope##_##name##_func_t hook, void *closure) \
  { \
    module_add_hook_first( \
      #scope "_" #name, proto, (void *) (uintptr_t) hook, closure, 0); \
  } \
  static INLINE void register_##scope##_##name##_hook_last( \
    ec_hook_##scope##_##name##_func_t hook, void *closure) \
  { \
    module_add_hook_last( \
      #scope "_" #name, proto, (void *) (uintptr_t) hook, closure, 0); \
  }

#define SDK_FOR_EACH(scope, name) \
  ec_ptr_array *sdk_array = \
    module_get_hook_array_from_transaction(transaction, sdk_head_##scope##_##name()); \
  int sdk_index; \
  for (sdk_index = 0; sdk_array != NULL && sdk_index < sdk_array->size; sdk_index++)

#define SDK_ENTRY(scope, name) \
  struct sdk_provider *sdk_entry = (struct sdk_provider *) sdk_array->items[sdk_index]; \
  ec_hook_##scope##_##name##_func_t *sdk_hook = \
    (ec_hook_##scope##_##name##_func_t *) (uintptr_t) sdk_entry->hook;

#define SDK_CALL_VOID(scope, name, parameters, callargs, ...) \
  static INLINE void call_##scope##_##name##_hook##__VA_ARGS__ parameters \
  { \
    SDK_FOR_EACH(scope, name) \
    { \
      SDK_ENTRY(scope, name) \
      (void) sdk_entry; \
      sdk_hook callargs; \
    } \
  }

#define SDK_CALL(scope, type, name, parameters, callargs, handleret) \
  static INLINE type call_##scope##_##name##_hook_txn parameters \
  { \
    type sdk_retval = 0; \
    SDK_FOR_EACH(scope, name) \
    { \
      SDK_ENTRY(scope, name) \
      (void) sdk_entry; \
      sdk_retval = sdk_hook callargs; \
      handleret; \
    } \
    return sdk_retval; \
  }

/*
 * The call without a transaction repeats the loop: its parameters have names that a macro cannot
 * take apart. The configuration is one, so there is nothing to give back.
 */
#define EC_DECLARE_VOID_HOOK(scope, name, typedefargs, declargs, callargs) \
  SDK_DECLARE_COMMON(scope, void, name, typedefargs, "void " #typedefargs) \
  SDK_CALL_VOID(scope, name, SDK_TXN declargs, callargs, _txn) \
  static INLINE void call_##scope##_##name##_hook declargs \
  { \
    ec_config_header *transaction = ec_config_fetch_globalconf(); \
    SDK_FOR_EACH(scope, name) \
    { \
      SDK_ENTRY(scope, name) \
      (void) sdk_entry; \
      sdk_hook callargs; \
    } \
  }

#define EC_DECLARE_HOOK(scope, type, name, typedefargs, declargs, callargs, handleret) \
  SDK_DECLARE_COMMON(scope, type, name, typedefargs, #type " " #typedefargs) \
  SDK_CALL(scope, type, name, SDK_TXN declargs, callargs, handleret) \
  static INLINE type call_##scope##_##name##_hook declargs \
  { \
    ec_config_header *transaction = ec_config_fetch_globalconf(); \
    type sdk_retval = 0; \
    SDK_FOR_EACH(scope, name) \
    { \
      SDK_ENTRY(scope, name) \
      (void) sdk_entry; \
      sdk_retval = sdk_hook callargs; \
      handleret; \
    } \
    return sdk_retval; \
  }

#define EC_DECLARE_HOOK_NOARGS(scope, type, name, handleret) \
  EC_DECLARE_HOOK(scope, type, name, (void *), (void), (EC_HOOK_CLOSURE), handleret)

#endif
