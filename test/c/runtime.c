/*
 * The reference runtime: generations, what is allowed inside a provider, and every failure. Memory
 * runs out on demand, and barriers are counted: the program is linked with --wrap=malloc,
 * --wrap=calloc and --wrap=syscall.
 */
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hooks/core/control_shutdown.h"
#include "hooks/core/mail_queue_insert_active.h"

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(1); \
    } \
  } while (0)

static char trace[256];
static char last_report[512];

static void note(void *closure)
{
  CHECK(strlen(trace) + strlen(closure) < sizeof trace);
  strcat(trace, closure);
}

#define CHECK_TRACE(expected) \
  do { \
    if (strcmp(trace, expected) != 0) \
      fprintf(stderr, "%s:%d: \"%s\"\n", __FILE__, __LINE__, trace); \
    CHECK(strcmp(trace, expected) == 0); \
    trace[0] = '\0'; \
  } while (0)

static void keep_report(const char *message)
{
  snprintf(last_report, sizeof last_report, "%s", message);
}

#define CHECK_FAILS(call, error, part) \
  do { \
    errno = 0; \
    last_report[0] = '\0'; \
    CHECK((call) == -1); \
    CHECK(errno == (error)); \
    CHECK(strstr(last_report, part) != NULL); \
  } while (0)

/* How many allocations succeed before one fails; negative: all do. */
static int allocations_left = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);

static int is_out_of_memory(void)
{
  return allocations_left >= 0 && allocations_left-- == 0;
}

void *__wrap_malloc(size_t size)
{
  return is_out_of_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
  return is_out_of_memory() ? NULL : __real_calloc(count, size);
}

/* Without a barrier a caller's note may come too late; no test can rely on seeing that happen. */
static int barriers;

long __real_syscall(long number, ...);

long __wrap_syscall(long number, ...)
{
  enum { PRIVATE_EXPEDITED = 8 };
  va_list arguments;
  int command, flags;

  va_start(arguments, number);
  command = va_arg(arguments, int);
  flags = va_arg(arguments, int);
  va_end(arguments);
  if (number == SYS_membarrier && command == PRIVATE_EXPEDITED)
    barriers++;
  return __real_syscall(number, command, flags);
}

#define shutdown_point ec_hook_core_control_shutdown_point()

static int add_shutdown(const char *name)
{
  return module_hook_register_last(shutdown_point, (void (*)(void)) note, (void *) name);
}

static void release(void *closure)
{
  note("-");
  note(closure);
}

static void begin_from_a_provider(void *closure)
{
  ec_config_header *generation = module_hooks_begin();

  note("(");
  CHECK(generation != NULL);
  CHECK(add_shutdown("new") == 0);
  CHECK(module_hooks_commit(generation) == 0);
  note(closure);
}

static void register_from_a_provider(void *closure)
{
  static int is_done;

  if (!is_done)
    CHECK(add_shutdown("late") == 0);
  is_done = 1;
  note(closure);
}

static void call_from_a_provider(void *closure)
{
  static int depth;

  note(closure);
  if (++depth < 3)
    call_core_control_shutdown_hook();
  depth--;
}

/* A program that never begins a generation. */
static void implicit_generation(void)
{
  CHECK(!has_core_control_shutdown_hook());
  call_core_control_shutdown_hook();
  CHECK(add_shutdown("a") == 0);
  CHECK(module_hook_register_last(
    shutdown_point, (void (*)(void)) register_from_a_provider, "r") == 0);
  call_core_control_shutdown_hook();
  CHECK_TRACE("ar");
  call_core_control_shutdown_hook();
  CHECK_TRACE("arlate");
  CHECK(module_hooks_on_release(release, "implicit") == 0);
}

static void generations(void)
{
  ec_config_header *first, *second, *held;

  first = module_hooks_begin();
  CHECK(first != NULL);
  CHECK(module_hooks_on_release(release, "1") == 0);
  CHECK(module_hooks_on_release(release, "2") == 0);
  CHECK(add_shutdown("first") == 0);
  CHECK(has_core_control_shutdown_hook_txn(first));
  call_core_control_shutdown_hook_txn(first);
  CHECK_TRACE("first");
  call_core_control_shutdown_hook();
  CHECK_TRACE("arlate");
  CHECK(module_hooks_commit(first) == 0);
  CHECK_TRACE("-implicit");
  call_core_control_shutdown_hook();
  CHECK_TRACE("first");

  /* Who holds a generation can call into it when it is no longer the current one. */
  held = ec_config_fetch_globalconf();
  CHECK(held == first);
  second = module_hooks_begin();
  CHECK(second != NULL);
  CHECK(module_hooks_commit(second) == 0);
  CHECK_TRACE("");
  CHECK(!has_core_control_shutdown_hook());
  call_core_control_shutdown_hook();
  call_core_control_shutdown_hook_txn(held);
  CHECK_TRACE("first");
  CHECK(module_get_hook_array_from_transaction(held, shutdown_point->head)->size == 1);
  ec_config_release_scope_instance(held);
  CHECK_TRACE("-2-1");
  ec_config_release_scope_instance(NULL);
}

/* The array of the published interface, and that abandoned registrations leave nothing behind. */
static void arrays_and_abandoning(void)
{
  ec_config_header *generation = module_hooks_begin();
  struct module_hook_provider *provider;
  ec_ptr_array *array;

  CHECK(module_get_hook_array_from_transaction(generation, shutdown_point->head) == NULL);
  CHECK(add_shutdown("x") == 0);
  CHECK(module_add_hook_first("core_control_shutdown", "void (void *)",
    (void *) (uintptr_t) note, "y", 0) == 0);
  array = module_get_hook_array_from_transaction(generation, shutdown_point->head);
  CHECK(array->size == 2);
  provider = array->items[0];
  CHECK(strcmp(provider->closure, "y") == 0);
  CHECK(module_hooks_on_release(release, "abandoned") == 0);
  CHECK(module_hooks_abandon(generation) == 0);
  CHECK_TRACE("-abandoned");
  CHECK(!has_core_control_shutdown_hook());
}

/* The call goes on in its generation, which is released when the call is over. */
static void inside_a_provider(void (*call)(void))
{
  ec_config_header *generation = module_hooks_begin();

  CHECK(module_hook_register_last(
    shutdown_point, (void (*)(void)) begin_from_a_provider, ")") == 0);
  CHECK(add_shutdown("old") == 0);
  CHECK(module_hooks_on_release(release, "old") == 0);
  CHECK(module_hooks_commit(generation) == 0);
  call();
  CHECK_TRACE("()old-old");
  call();
  CHECK_TRACE("new");

  generation = module_hooks_begin();
  CHECK(module_hook_register_last(
    shutdown_point, (void (*)(void)) call_from_a_provider, "n") == 0);
  CHECK(module_hooks_commit(generation) == 0);
  call();
  CHECK_TRACE("nnn");
}

static void call_in_the_current_generation(void)
{
  call_core_control_shutdown_hook_txn(NULL);
}

/* What is replaced is freed only behind a barrier in all threads. */
static void every_replacement_has_its_barrier(void)
{
  enum { QUERY = 0, PRIVATE_EXPEDITED = 8 };
  /* A kernel without membarrier(2) has no barriers to count. */
  int one = (syscall(SYS_membarrier, QUERY, 0) & PRIVATE_EXPEDITED) != 0;
  ec_config_header *generation = module_hooks_begin();
  int before = barriers;

  CHECK(module_hooks_commit(generation) == 0);
  CHECK(barriers == before + one);
  generation = module_hooks_begin();
  CHECK(add_shutdown("a") == 0);
  before = barriers;
  CHECK(add_shutdown("b") == 0);
  CHECK(barriers == before + one);
  CHECK(module_hooks_abandon(generation) == 0);
}

static void failures(void)
{
  ec_config_header *generation;
  int i;

  CHECK_FAILS(add_shutdown("x"), EPERM, "no generation is open");
  CHECK_FAILS(module_hooks_on_release(release, "x"), EPERM, "no generation is open");
  generation = module_hooks_begin();
  CHECK(module_hooks_begin() == NULL && errno == EPERM);
  CHECK_FAILS(module_hook_register_first(shutdown_point, NULL, NULL), EINVAL,
    "a provider of core_control_shutdown is NULL");
  CHECK_FAILS(module_hooks_on_release(NULL, NULL), EINVAL, "NULL");
  CHECK_FAILS(module_hooks_commit(NULL), EINVAL, "not the open generation");
  CHECK_FAILS(module_add_hook_last("core_control_shutdown", "int (void *)",
    (void *) (uintptr_t) note, NULL, 0), EINVAL,
    "the hook core_control_shutdown is \"void (void *)\" here, but \"int (void *)\" to the module");
  CHECK(!has_core_control_shutdown_hook_txn(generation));

  for (i = 0; i < MODULE_HOOKS_MAX_PROVIDERS; i++)
    CHECK(add_shutdown("") == 0);
  CHECK_FAILS(add_shutdown(""), ENOSPC, "can have no more");
  CHECK(module_hooks_abandon(generation) == 0);
  CHECK_FAILS(module_hooks_abandon(generation), EINVAL, "not the open generation");
}

/* A module with another prototype finds nobody, cannot register, and is told why once. */
static void another_prototype(void)
{
  struct module_hook_point point = {
    &module_hook_unresolved, "core_control_shutdown", "int (void *)"
  };

  last_report[0] = '\0';
  CHECK(!module_hook_has(&point));
  CHECK(strstr(last_report, "but \"int (void *)\" to the module") != NULL);
  last_report[0] = '\0';
  errno = 0;
  CHECK(!module_hook_has(&point) && !module_hook_has_in(NULL, &point));
  CHECK(module_hook_register_last(&point, (void (*)(void)) note, NULL) == -1 && errno == EINVAL);
  CHECK(last_report[0] == '\0');
}

/* Whichever allocation fails, the call fails, and everything is as it was. */
static void out_of_memory(void)
{
  ec_config_header *generation = NULL;
  int fail;

  for (fail = 0; generation == NULL; fail++) {
    allocations_left = fail;
    generation = module_hooks_begin();
    allocations_left = -1;
    CHECK(fail < 10 && (generation != NULL || errno == ENOMEM));
  }
  CHECK(fail > 1);
  CHECK(add_shutdown("kept") == 0);

  for (fail = 0;; fail++) {
    int status;

    allocations_left = fail;
    status = add_shutdown("second");
    allocations_left = -1;
    if (status == 0)
      break;
    CHECK(fail < 10 && errno == ENOMEM && strstr(last_report, "no memory") != NULL);
    call_core_control_shutdown_hook_txn(generation);
    CHECK_TRACE("kept");
  }
  CHECK(fail == 2);
  /* A hook that nobody has looked up yet: without memory it has no providers, until there is some. */
  allocations_left = 0;
  CHECK(call_core_mail_queue_insert_active_hook(NULL, NULL) == 0);
  CHECK(strstr(last_report, "no memory for the hook core_mail_queue_insert_active") != NULL);
  CHECK(ec_hook_core_mail_queue_insert_active_point()->head == &module_hook_unresolved);
  allocations_left = -1;
  CHECK(call_core_mail_queue_insert_active_hook(NULL, NULL) == 0);
  CHECK(ec_hook_core_mail_queue_insert_active_point()->head != &module_hook_unresolved);

  allocations_left = 0;
  CHECK_FAILS(module_hooks_commit(generation), ENOMEM, "no memory to commit");
  allocations_left = -1;
  call_core_control_shutdown_hook_txn(generation);
  CHECK_TRACE("keptsecond");
  CHECK(module_hooks_abandon(generation) == 0);
}

static void *register_too(void *unused)
{
  (void) unused;
  errno = 0;
  CHECK(add_shutdown("x") == -1);
  return (void *) (intptr_t) errno;
}

/* The report is called inside the registration: a good place for another thread to try. */
static void *other_result;

static void report_with_another_thread(const char *message)
{
  pthread_t other;

  if (strstr(message, "neither committed nor abandoned") == NULL)
    return;
  CHECK(pthread_create(&other, NULL, register_too, NULL) == 0);
  CHECK(pthread_join(other, &other_result) == 0);
}

static void one_thread_at_a_time(void)
{
  ec_config_header *generation = module_hooks_begin();

  module_hooks_set_report(report_with_another_thread);
  CHECK(module_hooks_begin() == NULL);
  CHECK((intptr_t) other_result == EBUSY);
  module_hooks_set_report(keep_report);
  CHECK(module_hooks_abandon(generation) == 0);
}

static void *call_in_a_thread(void *unused)
{
  call_core_control_shutdown_hook();
  return unused;
}

/* A thread that is gone, and a fork, leave nothing behind that would keep a generation alive. */
static void threads_and_forks(void)
{
  ec_config_header *generation = module_hooks_begin();
  pthread_t other;
  pid_t child;
  int status;

  CHECK(add_shutdown("t") == 0);
  CHECK(module_hooks_on_release(release, "t") == 0);
  CHECK(module_hooks_commit(generation) == 0);
  trace[0] = '\0';
  CHECK(pthread_create(&other, NULL, call_in_a_thread, NULL) == 0);
  CHECK(pthread_join(other, NULL) == 0);
  CHECK_TRACE("t");
  child = fork();
  generation = module_hooks_begin();
  CHECK(module_hooks_commit(generation) == 0);
  CHECK_TRACE("-t");
  if (child == 0)
    _exit(0);
  CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
}

int main(void)
{
  module_hooks_set_report(keep_report);
  implicit_generation();
  generations();
  arrays_and_abandoning();
  inside_a_provider(call_core_control_shutdown_hook);
  inside_a_provider(call_in_the_current_generation);
  every_replacement_has_its_barrier();
  failures();
  another_prototype();
  out_of_memory();
  one_thread_at_a_time();
  threads_and_forks();
  puts("all as it should be");
  return 0;
}
