/*
 * Callers in several threads, and at the same time one that registers, first into the implicit
 * generation, which the calls run in, then with reloads: at least a million calls and a thousand
 * reloads. Each closure is poisoned when its generation is released, so that a call that came too late
 * would show, even without a sanitizer.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "hooks/core/control_shutdown.h"
#include "hooks/core/mail_queue_insert_active.h"

enum { CALLERS = 3, REGISTRATIONS = 300, RELOADS = 1000, CALLS = 1000000 };

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      abort(); \
    } \
  } while (0)

struct state {
  int alive;
  int number;
};

static long calls;
static int made;
static int released;
static int done;

static int insert(void *closure, mail_queue *mq, abstract_message *message)
{
  struct state *state = closure;

  (void) mq;
  (void) message;
  CHECK(state->alive == 1);
  return state->number;
}

static void release(void *closure)
{
  struct state *state = closure;

  CHECK(state->alive == 1);
  state->alive = -1;
  free(state);
  __atomic_add_fetch(&released, 1, __ATOMIC_RELAXED);
}

static void *call_all_the_time(void *unused)
{
  long mine = 0;

  while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE)) {
    int i;

    for (i = 0; i < 100; i++)
      CHECK(call_core_mail_queue_insert_active_hook(NULL, NULL) > 0);
    mine += 100;
    if (mine % 1000 == 0) {
      ec_config_header *held = ec_config_fetch_globalconf();

      CHECK(call_core_mail_queue_insert_active_hook_txn(held, NULL, NULL) > 0);
      ec_config_release_scope_instance(held);
    }
    __atomic_add_fetch(&calls, 100, __ATOMIC_RELAXED);
  }
  return unused;
}

/* Into the open generation, before or behind those that are there. */
static void add(int number)
{
  struct state *state = malloc(sizeof *state);

  CHECK(state != NULL);
  state->alive = 1;
  state->number = number;
  CHECK(module_hooks_on_release(release, state) == 0);
  if (number % 2)
    register_core_mail_queue_insert_active_hook_first(insert, state);
  else
    register_core_mail_queue_insert_active_hook_last(insert, state);
  made++;
}

static void reload(int number)
{
  ec_config_header *generation = module_hooks_begin();
  int i;

  CHECK(generation != NULL);
  for (i = 0; i < 1 + number % 3; i++)
    add(number);
  CHECK(module_hooks_commit(generation) == 0);
}

int main(void)
{
  pthread_t callers[CALLERS];
  int i;

  add(1);
  for (i = 0; i < CALLERS; i++)
    CHECK(pthread_create(&callers[i], NULL, call_all_the_time, NULL) == 0);
  for (i = 1; i <= REGISTRATIONS; i++) {
    long before = __atomic_load_n(&calls, __ATOMIC_RELAXED);

    add(i);
    while (__atomic_load_n(&calls, __ATOMIC_RELAXED) == before)
      sched_yield();
  }
  for (i = 1; i <= RELOADS || __atomic_load_n(&calls, __ATOMIC_RELAXED) < CALLS; i++)
    reload(i);
  __atomic_store_n(&done, 1, __ATOMIC_RELEASE);
  for (i = 0; i < CALLERS; i++)
    CHECK(pthread_join(callers[i], NULL) == 0);
  CHECK(module_hooks_commit(module_hooks_begin()) == 0);
  CHECK(__atomic_load_n(&released, __ATOMIC_RELAXED) == made);
  CHECK(calls >= CALLS);
  puts("all as it should be");
  return 0;
}
