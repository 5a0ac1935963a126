/* Runs one scenario: a step a line on standard input; see scenarios.yaml. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hooks/demo/bare.h"
#include "hooks/demo/chain.h"
#include "hooks/demo/equals.h"
#include "hooks/demo/never.h"
#include "hooks/demo/nonnull.h"
#include "hooks/demo/nonzero.h"
#include "hooks/demo/not.h"
#include "hooks/demo/null.h"
#include "hooks/demo/tell.h"
#include "hooks/demo/unspecified.h"
#include "hooks/demo/zero.h"

struct provider {
  char name[8];
  int result;
};

struct action {
  char provider[8];
  char step[160];
};

struct generation {
  char name[8];
  ec_config_header *header;
};

static struct action actions[16];
static struct generation generations[8];

static void run(const char *step);

/* What a provider does: its actions, once, then its line of the trace. */
static int ran(const char *name, int result, int value)
{
  for (int i = 0; i < 16; i++) {
    if (strcmp(actions[i].provider, name) != 0 || actions[i].step[0] == '\0')
      continue;
    char step[160];
    strcpy(step, actions[i].step);
    actions[i].step[0] = '\0';
    run(step);
  }
  printf("%s(%d)\n", name, value);
  return result;
}

static int gives_int(void *closure, int value)
{
  struct provider *provider = closure;
  return ran(provider->name, provider->result, value);
}

static void *gives_pointer(void *closure, int value)
{
  struct provider *provider = closure;
  return (void *) (intptr_t) ran(provider->name, provider->result, value);
}

static void gives_nothing(void *closure, int value)
{
  struct provider *provider = closure;
  ran(provider->name, 0, value);
}

/* Without a closure, a provider is known by its function alone. */
static struct provider bare_providers[3];
static int bare_count;
static int bare_1(int value) { return ran(bare_providers[0].name, bare_providers[0].result, value); }
static int bare_2(int value) { return ran(bare_providers[1].name, bare_providers[1].result, value); }
static int bare_3(int value) { return ran(bare_providers[2].name, bare_providers[2].result, value); }
static ec_hook_demo_bare_func_t *const bare_functions[] = { bare_1, bare_2, bare_3 };

static ec_config_header *generation(const char *name)
{
  for (int i = 0; i < 8; i++)
    if (strcmp(generations[i].name, name) == 0)
      return generations[i].header;
  fprintf(stderr, "no generation %s\n", name);
  exit(2);
}

static void keep_generation(const char *name, ec_config_header *header)
{
  for (int i = 0; i < 8; i++)
    if (generations[i].name[0] == '\0') {
      strcpy(generations[i].name, name);
      generations[i].header = header;
      return;
    }
  abort();
}

#define REGISTER(hook, function) \
  if (strcmp(name, #hook) == 0) { \
    if (first) \
      register_demo_##hook##_hook_first(function, provider); \
    else \
      register_demo_##hook##_hook_last(function, provider); \
    return; \
  }

static void add(int first, const char *name, const struct provider *given)
{
  if (strcmp(name, "bare") == 0) {
    bare_providers[bare_count] = *given;
    if (first)
      register_demo_bare_hook_first(bare_functions[bare_count++]);
    else
      register_demo_bare_hook_last(bare_functions[bare_count++]);
    return;
  }
  struct provider *provider = malloc(sizeof *provider);
  *provider = *given;
  REGISTER(tell, gives_nothing)
  REGISTER(unspecified, gives_int)
  REGISTER(never, gives_int)
  REGISTER(nonzero, gives_int)
  REGISTER(zero, gives_int)
  REGISTER(equals, gives_int)
  REGISTER(not, gives_int)
  REGISTER(chain, gives_int)
  REGISTER(null, gives_pointer)
  REGISTER(nonnull, gives_pointer)
  abort();
}

#define HAS(hook) \
  if (strcmp(name, #hook) == 0) { \
    int has = in ? has_demo_##hook##_hook_txn(generation(in)) : has_demo_##hook##_hook(); \
    printf("has %s = %d\n", name, has != 0); \
    return; \
  }

#define EACH_HOOK(DO) \
  DO(bare) DO(tell) DO(unspecified) DO(never) DO(nonzero) DO(zero) DO(equals) DO(not) DO(chain) DO(null) \
  DO(nonnull)

static void has(const char *name, const char *in)
{
  EACH_HOOK(HAS)
  abort();
}

#define CALL(hook) \
  if (strcmp(name, #hook) == 0) { \
    intptr_t result = in ? (intptr_t) call_demo_##hook##_hook_txn(generation(in), value) \
                         : (intptr_t) call_demo_##hook##_hook(value); \
    printf("call %s = %d\n", name, (int) result); \
    return; \
  }

static void call(const char *name, int value, const char *in)
{
  if (strcmp(name, "tell") == 0) {
    if (in)
      call_demo_tell_hook_txn(generation(in), value);
    else
      call_demo_tell_hook(value);
    printf("call tell\n");
    return;
  }
  CALL(bare)
  CALL(unspecified)
  CALL(never)
  CALL(nonzero)
  CALL(zero)
  CALL(equals)
  CALL(not)
  CALL(chain)
  CALL(null)
  CALL(nonnull)
  abort();
}

static void run(const char *step)
{
  char verb[12], name[16], in[8];
  struct provider provider = { "", 0 };
  int value, read = 0;

  if (sscanf(step, "when %7[^:]: %n", name, &read) == 1 && read > 0) {
    for (int i = 0; i < 16; i++)
      if (actions[i].provider[0] == '\0') {
        strcpy(actions[i].provider, name);
        strcpy(actions[i].step, step + read);
        return;
      }
    abort();
  }
  if (sscanf(step, "generation %7[^:]: %n", name, &read) == 1 && read > 0) {
    char steps[200];
    keep_generation(name, module_hooks_begin());
    strcpy(steps, step + read);
    char *rest = NULL;
    for (char *one = strtok_r(steps, ";", &rest); one; one = strtok_r(NULL, ";", &rest))
      run(one + strspn(one, " "));
    return;
  }
  if (sscanf(step, "hold %7s", name) == 1)
    keep_generation(name, ec_config_fetch_globalconf());
  else if (sscanf(step, "commit %7s", name) == 1)
    module_hooks_commit(generation(name));
  else if (sscanf(step, "has %15s in %7s", name, in) == 2)
    has(name, in);
  else if (sscanf(step, "has %15s", name) == 1)
    has(name, NULL);
  else if (sscanf(step, "call %15s %d in %7s", name, &value, in) == 3)
    call(name, value, in);
  else if (sscanf(step, "call %15s %d", name, &value) == 2)
    call(name, value, NULL);
  else if (sscanf(step, "%5s %15s %7s %d", verb, name, provider.name, &provider.result) >= 3)
    add(strcmp(verb, "first") == 0, name, &provider);
  else {
    fprintf(stderr, "what is `%s`?\n", step);
    exit(2);
  }
}

int main(void)
{
  char line[256];

  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    run(line);
  }
  return 0;
}
