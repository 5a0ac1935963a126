/*
 * What nobody can beat: a loop over {function, closure} pairs. As in APR and Momentum, the list is
 * reached through a pointer, because it can grow; it is safe against nothing.
 */
#include "workload.h"

typedef void function(void *, domain_record *, int, struct timeval *, int);

struct list {
  int count;
  struct {
    function *function;
    void *closure;
  } pairs[8];
};

extern struct list *list;

static void add(void *closure)
{
  list->pairs[list->count].function = provider;
  list->pairs[list->count++].closure = closure;
}

static inline void call(domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  int i;

  for (i = 0; i < list->count; i++)
    list->pairs[i].function(list->pairs[i].closure, dr, binding_slot, now, conn_fd);
}

WORKLOAD(add, call)
