#include <stdio.h>

#include "hooks/core/post_initiate_connection_smtp.h"

static void connected(
  void *closure, domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  (void) dr;
  (void) now;
  *(int *) closure += binding_slot + conn_fd;
}

int main(void)
{
  struct timeval now = { 0, 0 };
  int sum = 0;

  register_core_post_initiate_connection_smtp_hook_last(connected, &sum);
  call_core_post_initiate_connection_smtp_hook(NULL, 1, &now, 2);
  printf("%d\n", sum);
  return 0;
}
