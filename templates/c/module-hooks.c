#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* syscall() */
#endif

#include "module-hooks.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

/*
 * The heads are in a hash table that only grows. A head points to its providers in the current
 * generation; every generation has a table of providers by the head's number. Arrays and tables are
 * never changed in place: they are replaced, and what was replaced is retired.
 *
 * Retired objects are freed by epochs. A thread in a call shows the epoch in which its outermost
 * call began (module_hook_thread_epoch). Who retires an object first takes it out of sight, then
 * ends the epoch, then lets membarrier(2) make sure of one of two things for every thread: its note
 * is visible here, or it sees that the object is gone. The object is freed when every thread is idle
 * or shows a later epoch. Without membarrier(2) threads take the slow way, where the note, the
 * pointers and the epochs are sequentially consistent, which makes sure of the same.
 *
 * Locks, in the order in which they may be nested:
 *   config_lock    the open generation and everything that registers into it; only ever tried
 *   registry_lock  the hash table of heads
 *   threads_lock   the list of threads that have ever called a hook
 *   retired_lock   the list of retired objects
 * None is held while a provider or a release callback runs.
 */

struct array {
  ec_ptr_array published;
  size_t count;
  struct module_hook_provider items[];
};

struct table {
  size_t size;
  struct array *arrays[];
};

struct release {
  struct release *next;
  void (*callback)(void *closure);
  void *closure;
};

struct _ec_config_header {
  long references;
  struct table *table;
  struct release *releases;
};

enum retired_kind { RETIRED_MEMORY, RETIRED_GENERATION };

struct retired {
  struct retired *next;
  enum retired_kind kind;
  void *object;
  uintptr_t epoch;
};

struct thread {
  uintptr_t *epoch;
  struct thread *next;
  struct thread **link;
};

/* The first epoch is behind the notes that are none: 0, a thread's before its first call; idle. */
#define FIRST_EPOCH ((uintptr_t) 4)
/* Idle in a thread that always takes the slow way, because there is no membarrier(2). */
#define FENCED_IDLE ((uintptr_t) 2)

__thread uintptr_t module_hook_thread_epoch __attribute__((tls_model("initial-exec")));
uintptr_t module_hook_epoch = FIRST_EPOCH;
int module_hook_pending;

static const struct module_hook_provider no_providers[1];
struct __ec_hook_head module_hook_unresolved = { "", "", no_providers, 1, 0, NULL };
/* The head of a point whose look-up has failed: nobody has registered, and nobody can. */
static struct __ec_hook_head nowhere = { "", "", no_providers, 0, 0, NULL };

static struct _ec_config_header implicit_generation = { 1, NULL, NULL };
static ec_config_header *current_generation = &implicit_generation;
static ec_config_header *open_generation = &implicit_generation;
static pthread_mutex_t config_lock = PTHREAD_MUTEX_INITIALIZER;

static struct __ec_hook_head **buckets;
static size_t bucket_count;
static unsigned int head_count;
static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;

static __thread struct thread this_thread;
static struct thread *threads;
static pthread_mutex_t threads_lock = PTHREAD_MUTEX_INITIALIZER;

static struct retired *retired_objects;
static int reclaim_wanted;
static pthread_mutex_t retired_lock = PTHREAD_MUTEX_INITIALIZER;

static void (*report_line)(const char *message);

/* Reports. */

__attribute__((format(printf, 2, 3))) static void report(int error, const char *format, ...)
{
  char message[1024];
  va_list arguments;

  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (report_line != NULL)
    report_line(message);
  else
    fprintf(stderr, "module-hooks: %s\n", message);
  errno = error;
}

void module_hooks_set_report(void (*new_report)(const char *message))
{
  report_line = new_report;
}

/* Threads. */

static pthread_once_t threads_once = PTHREAD_ONCE_INIT;
static pthread_key_t thread_key;
static int has_membarrier;

#if defined(__linux__) && defined(SYS_membarrier) && !defined(MODULE_HOOKS_NO_MEMBARRIER)
/* From linux/membarrier.h, which older systems do not have. */
enum { MEMBARRIER_PRIVATE = 1 << 3, MEMBARRIER_REGISTER = 1 << 4 };

static int use_membarrier(int command)
{
  return syscall(SYS_membarrier, command, 0) == 0;
}
#else
enum { MEMBARRIER_PRIVATE, MEMBARRIER_REGISTER };

static int use_membarrier(int command)
{
  (void) command;
  return 0;
}
#endif

static void forget_thread(void *value)
{
  struct thread *thread = value;

  pthread_mutex_lock(&threads_lock);
  *thread->link = thread->next;
  if (thread->next != NULL)
    thread->next->link = thread->link;
  pthread_mutex_unlock(&threads_lock);
  __atomic_store_n(&module_hook_thread_epoch, 0, __ATOMIC_RELEASE);
}

static void before_fork(void)
{
  pthread_mutex_lock(&config_lock);
  pthread_mutex_lock(&registry_lock);
  pthread_mutex_lock(&threads_lock);
  pthread_mutex_lock(&retired_lock);
}

static void after_fork(void)
{
  pthread_mutex_unlock(&retired_lock);
  pthread_mutex_unlock(&threads_lock);
  pthread_mutex_unlock(&registry_lock);
  pthread_mutex_unlock(&config_lock);
}

/* Of the parent's threads, the child has this one alone. */
static void after_fork_in_child(void)
{
  threads = NULL;
  if (module_hook_thread_epoch != 0) {
    this_thread.next = NULL;
    this_thread.link = &threads;
    threads = &this_thread;
  }
  after_fork();
}

static void start_threads(void)
{
  has_membarrier = use_membarrier(MEMBARRIER_REGISTER) && use_membarrier(MEMBARRIER_PRIVATE);
  if (pthread_key_create(&thread_key, forget_thread) != 0
      || pthread_atfork(before_fork, after_fork, after_fork_in_child) != 0) {
    report(ENOMEM, "no memory to begin");
    abort();
  }
}

static void remember_thread(void)
{
  pthread_once(&threads_once, start_threads);
  this_thread.epoch = &module_hook_thread_epoch;
  pthread_mutex_lock(&threads_lock);
  this_thread.next = threads;
  this_thread.link = &threads;
  if (threads != NULL)
    threads->link = &this_thread.next;
  threads = &this_thread;
  pthread_mutex_unlock(&threads_lock);
  if (pthread_setspecific(thread_key, &this_thread) != 0) {
    report(ENOMEM, "no memory for a thread");
    abort();
  }
}

/* From here to let_go() nothing that the thread comes to see is freed. */
static uintptr_t hold(void)
{
  uintptr_t outer = module_hook_thread_epoch;

  if (outer == 0) {
    remember_thread();
    outer = has_membarrier ? MODULE_HOOK_IDLE : FENCED_IDLE;
  }
  if (outer < FIRST_EPOCH) {
    uintptr_t epoch = __atomic_load_n(&module_hook_epoch, __ATOMIC_ACQUIRE);

    __atomic_exchange_n(&module_hook_thread_epoch, epoch, __ATOMIC_SEQ_CST);
  }
  return outer;
}

static void let_go(uintptr_t outer)
{
  if (outer >= FIRST_EPOCH)
    return;
  __atomic_exchange_n(&module_hook_thread_epoch, outer, __ATOMIC_SEQ_CST);
  if (__atomic_load_n(&module_hook_pending, __ATOMIC_SEQ_CST))
    module_hook_reclaim();
}

void module_hook_leave_in(struct module_hook_call *call)
{
  let_go(call->outer);
}

/* The epoch of the call that began first of those that run; the greatest number if none runs. */
static uintptr_t oldest_epoch(void)
{
  uintptr_t oldest = UINTPTR_MAX;
  struct thread *thread;

  pthread_mutex_lock(&threads_lock);
  for (thread = threads; thread != NULL; thread = thread->next) {
    uintptr_t epoch = __atomic_load_n(thread->epoch, __ATOMIC_SEQ_CST);

    if (epoch >= FIRST_EPOCH && epoch < oldest)
      oldest = epoch;
  }
  pthread_mutex_unlock(&threads_lock);
  return oldest;
}

/* Generations and what becomes of them. */

static void free_generation(ec_config_header *generation)
{
  struct release *release;
  size_t i;

  for (i = 0; generation->table != NULL && i < generation->table->size; i++)
    free(generation->table->arrays[i]);
  free(generation->table);
  generation->table = NULL;
  while ((release = generation->releases) != NULL) {
    generation->releases = release->next;
    release->callback(release->closure);
    free(release);
  }
  if (generation != &implicit_generation)
    free(generation);
}

static void drop_reference(ec_config_header *generation)
{
  if (__atomic_sub_fetch(&generation->references, 1, __ATOMIC_ACQ_REL) == 0)
    free_generation(generation);
}

static struct retired *new_retired(enum retired_kind kind, void *object)
{
  struct retired *retired = malloc(sizeof *retired);

  if (retired == NULL)
    return NULL;
  retired->kind = kind;
  retired->object = object;
  return retired;
}

/* The object is out of sight; calls that began before may still use it. */
static void retire(struct retired *retired)
{
  pthread_once(&threads_once, start_threads);
  pthread_mutex_lock(&retired_lock);
  retired->epoch = __atomic_fetch_add(&module_hook_epoch, 1, __ATOMIC_SEQ_CST);
  __atomic_store_n(&module_hook_pending, 1, __ATOMIC_SEQ_CST);
  if (has_membarrier)
    use_membarrier(MEMBARRIER_PRIVATE);
  retired->next = retired_objects;
  retired_objects = retired;
  pthread_mutex_unlock(&retired_lock);
}

/* Takes what was retired before the oldest running call out of the list. */
static struct retired *take_unused(void)
{
  uintptr_t oldest = oldest_epoch();
  struct retired **link = &retired_objects;
  struct retired *unused = NULL;
  struct retired *retired;

  while ((retired = *link) != NULL) {
    if (retired->epoch < oldest) {
      *link = retired->next;
      retired->next = unused;
      unused = retired;
    } else {
      link = &retired->next;
    }
  }
  if (retired_objects == NULL)
    __atomic_store_n(&module_hook_pending, 0, __ATOMIC_RELAXED);
  return unused;
}

static void free_retired(struct retired *retired)
{
  while (retired != NULL) {
    struct retired *next = retired->next;

    if (retired->kind == RETIRED_GENERATION)
      drop_reference(retired->object);
    else
      free(retired->object);
    free(retired);
    retired = next;
  }
}

/*
 * No caller waits for another one here: whoever finds the lock taken leaves a wish behind, and who
 * has it looks once more.
 */
void module_hook_reclaim(void)
{
  __atomic_store_n(&reclaim_wanted, 1, __ATOMIC_SEQ_CST);
  while (__atomic_load_n(&reclaim_wanted, __ATOMIC_SEQ_CST)
         && pthread_mutex_trylock(&retired_lock) == 0) {
    struct retired *unused;

    __atomic_store_n(&reclaim_wanted, 0, __ATOMIC_SEQ_CST);
    unused = take_unused();
    pthread_mutex_unlock(&retired_lock);
    free_retired(unused);
  }
}

ec_config_header *ec_config_fetch_globalconf(void)
{
  uintptr_t outer = hold();
  ec_config_header *generation = __atomic_load_n(&current_generation, __ATOMIC_SEQ_CST);

  __atomic_add_fetch(&generation->references, 1, __ATOMIC_RELAXED);
  let_go(outer);
  return generation;
}

void ec_config_release_scope_instance(void *tofree)
{
  if (tofree != NULL)
    drop_reference(tofree);
}

/* Heads. */

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static size_t hash_name(const char *name)
{
  uint64_t hash = UINT64_C(0xcbf29ce484222325);

  for (; *name != '\0'; name++)
    hash = (hash ^ (unsigned char) *name) * UINT64_C(0x100000001b3);
  return (size_t) (hash ^ hash >> 32);
}

/* Makes room for one head more; at most one head a bucket on average. */
static int grow_buckets(void)
{
  size_t count = bucket_count == 0 ? 256 : bucket_count * 2;
  struct __ec_hook_head **grown;
  size_t i;

  if (head_count < bucket_count)
    return 0;
  grown = calloc(count, sizeof *grown);
  if (grown == NULL)
    return -1;
  for (i = 0; i < bucket_count; i++) {
    struct __ec_hook_head *head = buckets[i];

    while (head != NULL) {
      struct __ec_hook_head *next = head->next;
      struct __ec_hook_head **bucket = &grown[hash_name(head->hook_name) & (count - 1)];

      head->next = *bucket;
      *bucket = head;
      head = next;
    }
  }
  free(buckets);
  buckets = grown;
  bucket_count = count;
  return 0;
}

static struct __ec_hook_head *find_head(const char *name)
{
  struct __ec_hook_head *head;

  if (bucket_count == 0)
    return NULL;
  head = buckets[hash_name(name) & (bucket_count - 1)];
  while (head != NULL && strcmp(head->hook_name, name) != 0)
    head = head->next;
  return head;
}

static struct __ec_hook_head *make_head(const char *name, const char *proto)
{
  size_t name_size = strlen(name) + 1;
  size_t proto_size = strlen(proto) + 1;
  struct __ec_hook_head *head = malloc(sizeof *head + name_size + proto_size);
  struct __ec_hook_head **bucket;

  if (head == NULL || grow_buckets() != 0) {
    free(head);
    return NULL;
  }
  head->hook_name = memcpy(head + 1, name, name_size);
  head->hook_proto = memcpy((char *) (head + 1) + name_size, proto, proto_size);
  head->current = no_providers;
  head->has = 0;
  head->hook_id = head_count++;
  bucket = &buckets[hash_name(name) & (bucket_count - 1)];
  head->next = *bucket;
  *bucket = head;
  return head;
}

struct __ec_hook_head *module_get_hook_head(const char *hook_name, const char *proto)
{
  struct __ec_hook_head *head;

  pthread_mutex_lock(&registry_lock);
  head = find_head(hook_name);
  if (head == NULL)
    head = make_head(hook_name, proto);
  pthread_mutex_unlock(&registry_lock);
  if (head == NULL) {
    report(ENOMEM, "no memory for the hook %s", hook_name);
  } else if (strcmp(head->hook_proto, proto) != 0) {
    report(EINVAL, "the hook %s is \"%s\" here, but \"%s\" to the module that asks for it",
      hook_name, head->hook_proto, proto);
    head = NULL;
  }
  return head;
}

/*
 * A module with another prototype is refused once and for all, with one report. Without memory nothing
 * is kept: there may be some the next time.
 */
static struct __ec_hook_head *resolve(struct module_hook_point *point)
{
  struct __ec_hook_head *head = __atomic_load_n(&point->head, __ATOMIC_ACQUIRE);

  if (head == &nowhere)
    errno = EINVAL;
  if (head != &module_hook_unresolved)
    return head;
  head = module_get_hook_head(point->name, point->proto);
  if (head == NULL) {
    if (errno != EINVAL)
      return &nowhere;
    head = &nowhere;
  }
  __atomic_store_n(&point->head, head, __ATOMIC_RELEASE);
  return head;
}

/* Providers. */

static struct array *array_of(const ec_config_header *generation, unsigned int id)
{
  struct table *table = __atomic_load_n(&generation->table, __ATOMIC_SEQ_CST);

  if (table == NULL || id >= table->size)
    return NULL;
  return __atomic_load_n(&table->arrays[id], __ATOMIC_SEQ_CST);
}

const struct module_hook_provider *module_hook_enter_in(
  struct module_hook_call *call, ec_config_header *generation, struct module_hook_point *point)
{
  struct __ec_hook_head *head = resolve(point);
  struct array *array;

  if (head == &nowhere)
    return NULL;
  call->outer = hold();
  if (generation == NULL)
    generation = __atomic_load_n(&current_generation, __ATOMIC_SEQ_CST);
  array = array_of(generation, head->hook_id);
  if (array == NULL) {
    module_hook_leave_in(call);
    return NULL;
  }
  return array->items;
}

int module_hook_has_in(ec_config_header *generation, struct module_hook_point *point)
{
  struct module_hook_call call;

  if (module_hook_enter_in(&call, generation, point) == NULL)
    return 0;
  module_hook_leave_in(&call);
  return 1;
}

ec_ptr_array *module_get_hook_array_from_transaction(
  ec_config_header *transaction, struct __ec_hook_head *head)
{
  struct array *array = NULL;

  if (transaction != NULL && head != NULL)
    array = array_of(transaction, head->hook_id);
  return array == NULL ? NULL : &array->published;
}

/* A copy of `old` with `provider` at its beginning or end. */
static struct array *with_provider(
  const struct array *old, struct module_hook_provider provider, int first)
{
  size_t count = old == NULL ? 0 : old->count;
  size_t pointers = (count + 1) * sizeof(void *);
  struct array *array = malloc(sizeof *array + (count + 2) * sizeof *array->items + pointers);
  size_t i;

  if (array == NULL)
    return NULL;
  if (count > 0)
    memcpy(array->items + (first ? 1 : 0), old->items, count * sizeof *array->items);
  array->items[first ? 0 : count] = provider;
  array->count = count + 1;
  memset(&array->items[count + 1], 0, sizeof *array->items);
  memset(&array->published, 0, sizeof array->published);
  array->published.size = (int) array->count;
  array->published.items = (void **) (array->items + count + 2);
  for (i = 0; i < array->count; i++)
    array->published.items[i] = &array->items[i];
  return array;
}

/* Makes the table of a generation large enough for the head `id`. */
static int grow_table(ec_config_header *generation, unsigned int id)
{
  struct table *old = generation->table;
  size_t old_size = old == NULL ? 0 : old->size;
  size_t size = old_size == 0 ? 64 : old_size;
  struct retired *retired = NULL;
  struct table *table;

  if (id < old_size)
    return 0;
  while (size <= id)
    size *= 2;
  table = calloc(1, sizeof *table + size * sizeof *table->arrays);
  if (table != NULL && old != NULL)
    retired = new_retired(RETIRED_MEMORY, old);
  if (table == NULL || (old != NULL && retired == NULL)) {
    free(table);
    return -1;
  }
  table->size = size;
  if (old != NULL)
    memcpy(table->arrays, old->arrays, old_size * sizeof *table->arrays);
  __atomic_store_n(&generation->table, table, __ATOMIC_SEQ_CST);
  if (retired != NULL)
    retire(retired);
  return 0;
}

/* What calls see: `has` is a hint, and `current` good to read whatever the hint says. */
static void show(struct __ec_hook_head *head, const struct array *array)
{
  const struct module_hook_provider *shown = array == NULL ? no_providers : array->items;

  __atomic_store_n(&head->current, shown, __ATOMIC_RELEASE);
  __atomic_store_n(&head->has, array != NULL, __ATOMIC_RELEASE);
}

/* Takes config_lock, or reports that somebody has it. */
static int lock_config(const char *what)
{
  if (pthread_mutex_trylock(&config_lock) == 0)
    return 0;
  report(EBUSY, "%s: another thread registers, begins or commits at this moment", what);
  return -1;
}

static int add_locked(
  struct __ec_hook_head *head, struct module_hook_provider provider, int first)
{
  ec_config_header *generation = open_generation;
  struct array *old, *array;
  struct retired *retired = NULL;

  if (generation == NULL) {
    report(EPERM, "no provider of %s is registered: no generation is open", head->hook_name);
    return -1;
  }
  old = array_of(generation, head->hook_id);
  if (old != NULL && old->count >= MODULE_HOOKS_MAX_PROVIDERS) {
    report(ENOSPC, "%s has %d providers, and can have no more",
      head->hook_name, MODULE_HOOKS_MAX_PROVIDERS);
    return -1;
  }
  array = with_provider(old, provider, first);
  if (array != NULL && old != NULL)
    retired = new_retired(RETIRED_MEMORY, old);
  if (array == NULL || (old != NULL && retired == NULL)
      || grow_table(generation, head->hook_id) != 0) {
    free(array);
    free(retired);
    report(ENOMEM, "no memory for a provider of %s", head->hook_name);
    return -1;
  }
  __atomic_store_n(&generation->table->arrays[head->hook_id], array, __ATOMIC_SEQ_CST);
  if (generation == current_generation)
    show(head, array);
  if (retired != NULL)
    retire(retired);
  return 0;
}

static int add(struct __ec_hook_head *head, void (*hook)(void), void *closure, int first)
{
  struct module_hook_provider provider;
  int status;

  /* Why there is none has been reported, and errno set, when it was looked for. */
  if (head == NULL || head == &nowhere)
    return -1;
  if (hook == NULL) {
    report(EINVAL, "a provider of %s is NULL", head->hook_name);
    return -1;
  }
  provider.hook = hook;
  provider.closure = closure;
  if (lock_config(head->hook_name) != 0)
    return -1;
  status = add_locked(head, provider, first);
  pthread_mutex_unlock(&config_lock);
  module_hook_reclaim();
  return status;
}

int module_hook_register_first(
  struct module_hook_point *point, void (*hook)(void), void *closure)
{
  return add(resolve(point), hook, closure, 1);
}

int module_hook_register_last(
  struct module_hook_point *point, void (*hook)(void), void *closure)
{
  return add(resolve(point), hook, closure, 0);
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

/* Beginning and committing. */

ec_config_header *module_hooks_begin(void)
{
  ec_config_header *generation;

  if (lock_config("module_hooks_begin") != 0)
    return NULL;
  generation = calloc(1, sizeof *generation);
  if (generation == NULL) {
    report(ENOMEM, "no memory for a generation");
  } else if (open_generation != NULL && open_generation != &implicit_generation) {
    report(EPERM, "a generation has been begun, and is neither committed nor abandoned");
    free(generation);
    generation = NULL;
  } else {
    generation->references = 1;
    open_generation = generation;
  }
  pthread_mutex_unlock(&config_lock);
  return generation;
}

/* Shows the providers of a generation to calls, and hides those of the one before. */
static void show_generation(const ec_config_header *generation)
{
  size_t i;

  pthread_mutex_lock(&registry_lock);
  for (i = 0; i < bucket_count; i++) {
    struct __ec_hook_head *head;

    for (head = buckets[i]; head != NULL; head = head->next)
      show(head, array_of(generation, head->hook_id));
  }
  pthread_mutex_unlock(&registry_lock);
}

static int check_open(const ec_config_header *generation, const char *what)
{
  if (generation != NULL && generation == open_generation && generation != &implicit_generation)
    return 0;
  report(EINVAL, "%s: this is not the open generation", what);
  return -1;
}

int module_hooks_commit(ec_config_header *generation)
{
  struct retired *retired = NULL;
  int status = -1;

  if (lock_config("module_hooks_commit") != 0)
    return -1;
  if (check_open(generation, "module_hooks_commit") == 0) {
    retired = new_retired(RETIRED_GENERATION, current_generation);
    if (retired == NULL)
      report(ENOMEM, "no memory to commit a generation");
  }
  if (retired != NULL) {
    show_generation(generation);
    __atomic_store_n(&current_generation, generation, __ATOMIC_SEQ_CST);
    open_generation = NULL;
    retire(retired);
    status = 0;
  }
  pthread_mutex_unlock(&config_lock);
  module_hook_reclaim();
  return status;
}

int module_hooks_abandon(ec_config_header *generation)
{
  int status;

  if (lock_config("module_hooks_abandon") != 0)
    return -1;
  status = check_open(generation, "module_hooks_abandon");
  if (status == 0)
    open_generation = current_generation == &implicit_generation ? &implicit_generation : NULL;
  pthread_mutex_unlock(&config_lock);
  if (status == 0)
    drop_reference(generation);
  return status;
}

int module_hooks_on_release(void (*callback)(void *closure), void *closure)
{
  struct release *release;
  int status = -1;

  if (callback == NULL) {
    report(EINVAL, "a release callback is NULL");
    return -1;
  }
  if (lock_config("module_hooks_on_release") != 0)
    return -1;
  release = malloc(sizeof *release);
  if (release == NULL) {
    report(ENOMEM, "no memory for a release callback");
  } else if (open_generation == NULL) {
    report(EPERM, "no release callback is registered: no generation is open");
    free(release);
  } else {
    release->callback = callback;
    release->closure = closure;
    release->next = open_generation->releases;
    open_generation->releases = release;
    status = 0;
  }
  pthread_mutex_unlock(&config_lock);
  return status;
}
