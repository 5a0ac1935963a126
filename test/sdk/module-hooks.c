#include "module-hooks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct _ec_config_header {
  int generation;
};

static ec_config_header global_conf;
static struct __ec_hook_head *heads;

struct __ec_hook_head *module_get_hook_head(const char *name, const char *proto)
{
  struct __ec_hook_head *head;

  for (head = heads; head != NULL; head = head->next) {
    if (strcmp(head->hook_name, name) == 0) {
      assert(strcmp(head->hook_proto, proto) == 0);
      return head;
    }
  }
  head = calloc(1, sizeof *head);
  assert(head != NULL);
  head->hook_name = name;
  head->hook_proto = proto;
  head->providers = calloc(1, sizeof *head->providers);
  assert(head->providers != NULL);
  head->next = heads;
  heads = head;
  return head;
}

static void add(struct __ec_hook_head *head, void *hook, void *closure, int at)
{
  struct sdk_provider *provider = malloc(sizeof *provider);
  ec_ptr_array *array = head->providers;
  void **items = realloc(array->items, (size_t) (array->size + 1) * sizeof *items);

  assert(provider != NULL && items != NULL);
  provider->hook = hook;
  provider->closure = closure;
  memmove(items + at + 1, items + at, (size_t) (array->size - at) * sizeof *items);
  items[at] = provider;
  array->items = items;
  array->size++;
}

void module_add_hook_first(
  const char *name, const char *proto, void *hook, void *closure, int flags)
{
  (void) flags;
  add(module_get_hook_head(name, proto), hook, closure, 0);
}

void module_add_hook_last(
  const char *name, const char *proto, void *hook, void *closure, int flags)
{
  struct __ec_hook_head *head = module_get_hook_head(name, proto);

  (void) flags;
  add(head, hook, closure, head->providers->size);
}

ec_ptr_array *module_get_hook_array_from_transaction(
  ec_config_header *transaction, struct __ec_hook_head *head)
{
  assert(transaction == &global_conf);
  return head->providers;
}

ec_config_header *ec_config_fetch_globalconf(void)
{
  return &global_conf;
}

void ec_config_release_scope_instance(void *tofree)
{
  assert(tofree == &global_conf);
}
