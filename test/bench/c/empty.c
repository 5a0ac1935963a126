/* The caller's loop alone. */
#include "workload.h"

static inline void nothing(domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  __asm__ volatile("");
  (void) dr;
  (void) binding_slot;
  (void) now;
  (void) conn_fd;
}

#define REGISTER(closure) ((void) (closure))

WORKLOAD(REGISTER, nothing)
