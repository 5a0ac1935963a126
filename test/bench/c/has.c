/* has_…_hook() in the place of the call. */
#include "hooks/core/post_initiate_connection_smtp.h"
#include "workload.h"

#define REGISTER(closure) \
  register_core_post_initiate_connection_smtp_hook_last(provider, closure)

static inline void ask(domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  int has = has_core_post_initiate_connection_smtp_hook();

  __asm__ volatile("" : : "r"(has));
  (void) dr;
  (void) binding_slot;
  (void) now;
  (void) conn_fd;
}

WORKLOAD(REGISTER, ask)
