/* argv: how many threads, how many calls each. Prints calls per microsecond. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hooks/core/post_initiate_connection_smtp.h"

static int calls;

static void count(
  void *closure, domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  (void) closure;
  (void) dr;
  (void) now;
  __asm__ volatile("" : : "r"(binding_slot + conn_fd));
}

static void *call(void *unused)
{
  struct timeval now = { 0, 0 };
  int i;

  for (i = 0; i < calls; i++)
    call_core_post_initiate_connection_smtp_hook(NULL, i, &now, 1);
  return unused;
}

static double seconds(void)
{
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
  pthread_t threads[16];
  int thread_count = argc > 1 ? atoi(argv[1]) : 1;
  double start;
  int i;

  calls = argc > 2 ? atoi(argv[2]) : 1;
  register_core_post_initiate_connection_smtp_hook_last(count, NULL);
  start = seconds();
  for (i = 0; i < thread_count; i++)
    pthread_create(&threads[i], NULL, call, NULL);
  for (i = 0; i < thread_count; i++)
    pthread_join(threads[i], NULL);
  printf("%g\n", (double) calls * thread_count / (seconds() - start) * 1e-6);
  return 0;
}
