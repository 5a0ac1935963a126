/* Loads the modules that it is given, and calls a hook that none of them shares code for. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>

#include "hooks/core/post_initiate_connection_smtp.h"

void host_note(const char *module, int conn_fd);

void host_note(const char *module, int conn_fd)
{
  printf("%s saw %d\n", module, conn_fd);
}

int main(int argc, char **argv)
{
  struct timeval now = { 0, 0 };
  int i;

  for (i = 1; i < argc; i++) {
    void *module = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL);
    void (*start)(void);

    if (module == NULL) {
      fprintf(stderr, "%s\n", dlerror());
      return 1;
    }
    start = (void (*)(void)) (uintptr_t) dlsym(module, "module_start");
    start();
  }
  call_core_post_initiate_connection_smtp_hook(NULL, 1, &now, 7);
  return 0;
}
