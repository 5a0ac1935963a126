/* The same work for every contender: four parameters and a closure, a provider in another file. */
#include <stdlib.h>
#include <sys/time.h>

#include "hook-types/domain_record.h"

void provider(void *closure, domain_record *dr, int binding_slot, struct timeval *now, int conn_fd);

/*
 * argv: how many providers, how many calls. The call stands in a function of its own, as it does in a
 * program: what it needs of registers is saved and restored by every contender.
 */
#define WORKLOAD(register_one, call) \
  __attribute__((noipa)) static void site( \
    domain_record *dr, int binding_slot, struct timeval *now, int conn_fd) \
  { \
    call(dr, binding_slot, now, conn_fd); \
  } \
  int main(int argc, char **argv) \
  { \
    static long sum; \
    static struct timeval now; \
    int providers = argc > 1 ? atoi(argv[1]) : 1; \
    int calls = argc > 2 ? atoi(argv[2]) : 1; \
    int i; \
    for (i = 0; i < providers; i++) \
      register_one(&sum); \
    for (i = 0; i < calls; i++) \
      site(NULL, i, &now, 1); \
    return sum < 0; \
  }
