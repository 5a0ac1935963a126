/* argv: how many hooks, how many look-ups by name. Prints bytes of memory a hook with a provider. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "module-hooks.h"

static void provide(void *closure)
{
  (void) closure;
}

int main(int argc, char **argv)
{
  int hooks = argc > 1 ? atoi(argv[1]) : 1;
  int lookups = argc > 2 ? atoi(argv[2]) : 1;
  size_t before = mallinfo2().uordblks;
  char name[32];
  int i;

  for (i = 0; i < hooks; i++) {
    snprintf(name, sizeof name, "core_hook_number_%06d", i);
    module_add_hook_last(name, "void (void *)", (void *) (uintptr_t) provide, NULL, 0);
  }
  printf("%zu\n", (mallinfo2().uordblks - before) / (size_t) hooks);
  snprintf(name, sizeof name, "core_hook_number_%06d", hooks / 2);
  for (i = 0; i < lookups; i++)
    module_get_hook_head(name, "void (void *)");
  return 0;
}
