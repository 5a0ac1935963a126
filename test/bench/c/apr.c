/* Apache's hooks. They have no closures, so a static one stands in for it. */
#include <apr_general.h>
#include <apr_hooks.h>

#include "workload.h"

static void *the_closure;

#define BENCH_DECLARE(type) type
APR_DECLARE_EXTERNAL_HOOK(bench, BENCH, void, connected,
  (domain_record *dr, int binding_slot, struct timeval *now, int conn_fd))
APR_HOOK_STRUCT(APR_HOOK_LINK(connected))
APR_IMPLEMENT_EXTERNAL_HOOK_VOID(bench, BENCH, connected,
  (domain_record *dr, int binding_slot, struct timeval *now, int conn_fd),
  (dr, binding_slot, now, conn_fd))

static void connected(domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  provider(the_closure, dr, binding_slot, now, conn_fd);
}

static void add(void *closure)
{
  static apr_pool_t *pool;

  if (pool == NULL) {
    apr_initialize();
    apr_pool_create(&pool, NULL);
    apr_hook_global_pool = pool;
  }
  the_closure = closure;
  bench_hook_connected(connected, NULL, NULL, APR_HOOK_MIDDLE);
}

WORKLOAD(add, bench_run_connected)
