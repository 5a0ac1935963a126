/* has_…_hook() in a caller's loop. */
#include "hooks/core/post_initiate_connection_smtp.h"
#include "workload.h"

int main(int argc, char **argv)
{
  static long sum;
  int providers = argc > 1 ? atoi(argv[1]) : 1;
  int calls = argc > 2 ? atoi(argv[2]) : 1;
  int i;

  for (i = 0; i < providers; i++)
    register_core_post_initiate_connection_smtp_hook_last(provider, &sum);
  for (i = 0; i < calls; i++) {
    int has = has_core_post_initiate_connection_smtp_hook();

    __asm__ volatile("" : : "r"(has));
  }
  return 0;
}
