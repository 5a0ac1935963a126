#include "module-hooks.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The registry is a list of heads that only grows. A head points to an array of providers that is
 * replaced as a whole, so that a call that runs keeps the array that it began with. Replaced arrays
 * are kept until the process ends: they are few, because registration is a matter of set-up.
 */

struct providers {
  struct module_hook_array array;
  struct providers *replaced;
  struct module_hook_provider items[];
};

struct __ec_hook_head {
  struct __ec_hook_head *next;
  struct providers *providers;
  const char *proto;
  char name[];
};

struct _ec_config_header {
  int unused;
};

static struct _ec_config_header the_generation;
static struct __ec_hook_head *heads;
static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;

static struct __ec_hook_head *find_head(const char *name)
{
  struct __ec_hook_head *head;

  for (head = heads; head != NULL; head = head->next) {
    if (strcmp(head->name, name) == 0)
      return head;
  }
  return NULL;
}

static struct __ec_hook_head *make_head(const char *name, const char *proto)
{
  size_t name_size = strlen(name) + 1;
  size_t proto_size = strlen(proto) + 1;
  struct __ec_hook_head *head = malloc(sizeof *head + name_size + proto_size);

  if (head == NULL) {
    fprintf(stderr, "module-hooks: no memory for the hook %s\n", name);
    return NULL;
  }
  memcpy(head->name, name, name_size);
  head->proto = memcpy(head->name + name_size, proto, proto_size);
  head->providers = NULL;
  head->next = heads;
  heads = head;
  return head;
}

static struct __ec_hook_head *get_head_locked(const char *name, const char *proto)
{
  struct __ec_hook_head *head = find_head(name);

  if (head == NULL)
    return make_head(name, proto);
  if (strcmp(head->proto, proto) != 0) {
    fprintf(stderr, "module-hooks: the hook %s is \"%s\" here, but \"%s\" to the module that asks\n",
      name, head->proto, proto);
    return NULL;
  }
  return head;
}

struct __ec_hook_head *module_get_hook_head(const char *name, const char *proto)
{
  struct __ec_hook_head *head;

  pthread_mutex_lock(&registry_lock);
  head = get_head_locked(name, proto);
  pthread_mutex_unlock(&registry_lock);
  return head;
}

static int add_locked(struct __ec_hook_head *head, struct module_hook_provider provider, int first)
{
  struct providers *old = head->providers;
  size_t count = old == NULL ? 0 : (size_t) (old->array.end - old->array.first);
  struct providers *new = malloc(sizeof *new + (count + 1) * sizeof *new->items);

  if (new == NULL) {
    fprintf(stderr, "module-hooks: no memory for a provider of the hook %s\n", head->name);
    return -1;
  }
  if (count > 0)
    memcpy(new->items + (first ? 1 : 0), old->items, count * sizeof *new->items);
  new->items[first ? 0 : count] = provider;
  new->array.first = new->items;
  new->array.end = new->items + count + 1;
  new->replaced = old;
  __atomic_store_n(&head->providers, new, __ATOMIC_RELEASE);
  return 0;
}

static int add(struct __ec_hook_head *head, void (*hook)(void), void *closure, int first)
{
  struct module_hook_provider provider = { hook, closure };
  int status;

  if (head == NULL || hook == NULL) {
    fprintf(stderr, "module-hooks: no provider of the hook %s is registered: %s is NULL\n",
      head == NULL ? "(unknown)" : head->name, head == NULL ? "its head" : "the function");
    return -1;
  }
  pthread_mutex_lock(&registry_lock);
  status = add_locked(head, provider, first);
  pthread_mutex_unlock(&registry_lock);
  return status;
}

int module_hook_register_first(
  struct __ec_hook_head *head, void (*hook)(void), void *closure)
{
  return add(head, hook, closure, 1);
}

int module_hook_register_last(
  struct __ec_hook_head *head, void (*hook)(void), void *closure)
{
  return add(head, hook, closure, 0);
}

/* POSIX lets a function pointer pass through void * (dlsym); ISO C has no cast for it. */
static void (*function_of(void *hook))(void)
{
  return (void (*)(void)) (uintptr_t) hook;
}

int module_add_hook_first(
  const char *name, const char *proto, void *hook, void *closure, int flags)
{
  (void) flags;
  return add(module_get_hook_head(name, proto), function_of(hook), closure, 1);
}

int module_add_hook_last(
  const char *name, const char *proto, void *hook, void *closure, int flags)
{
  (void) flags;
  return add(module_get_hook_head(name, proto), function_of(hook), closure, 0);
}

ec_config_header *ec_config_fetch_globalconf(void)
{
  return &the_generation;
}

void ec_config_release_scope_instance(void *header)
{
  (void) header;
}

const struct module_hook_array *module_hook_providers(
  ec_config_header *generation, struct __ec_hook_head *head)
{
  struct providers *providers;

  (void) generation;
  if (head == NULL)
    return NULL;
  providers = __atomic_load_n(&head->providers, __ATOMIC_ACQUIRE);
  return providers == NULL ? NULL : &providers->array;
}

const struct module_hook_array *module_hook_enter(
  struct module_hook_call *call, struct __ec_hook_head *head)
{
  call->generation = &the_generation;
  return module_hook_providers(call->generation, head);
}

void module_hook_leave(struct module_hook_call *call)
{
  (void) call;
}
