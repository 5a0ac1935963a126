/*
 * What a hook does, shown on the generated headers. The same source is built against both header
 * trees: over the reference runtime, and over the stand-in of Momentum's SDK.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module-hooks.h"
#include "hooks/core/__mail_queue_maintain.h"
#include "hooks/core/cache_get.h"
#include "hooks/core/config_option_set.h"
#include "hooks/core/control_post_control.h"
#include "hooks/core/control_shutdown.h"
#include "hooks/core/ec_message_mcmt_pre_fixup.h"
#include "hooks/core/generate_soft_bounce_message.h"
#include "hooks/core/log_error.h"
#include "hooks/core/mail_queue_insert_active.h"
#include "hooks/core/post_initiate_connection_smtp.h"
#include "hooks/sieve/fetch_script.h"

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(1); \
    } \
  } while (0)

static char trace[256];

static void note(const char *text)
{
  CHECK(strlen(trace) + strlen(text) < sizeof trace);
  strcat(trace, text);
}

/* Checks what has been noted since the last time. */
#define CHECK_TRACE(expected) \
  do { \
    CHECK(strcmp(trace, expected) == 0); \
    trace[0] = '\0'; \
  } while (0)

static domain_record *const the_domain = (domain_record *) &trace[1];
static struct timeval the_time = { 12, 34 };

static void connected(
  void *closure, domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  CHECK(dr == the_domain && binding_slot == 7 && now == &the_time && conn_fd == -3);
  note((const char *) closure);
}

static void order_and_closures(void)
{
  CHECK(!has_core_post_initiate_connection_smtp_hook());
  call_core_post_initiate_connection_smtp_hook(the_domain, 7, &the_time, -3);
  CHECK_TRACE("");

  register_core_post_initiate_connection_smtp_hook_last(connected, "c");
  register_core_post_initiate_connection_smtp_hook_first(connected, "b");
  register_core_post_initiate_connection_smtp_hook_last(connected, "d");
  register_core_post_initiate_connection_smtp_hook_first(connected, "a");
  CHECK(has_core_post_initiate_connection_smtp_hook());
  call_core_post_initiate_connection_smtp_hook(the_domain, 7, &the_time, -3);
  CHECK_TRACE("abcd");
}

static void transactions(void)
{
  ec_config_header *transaction = ec_config_fetch_globalconf();

  CHECK(has_core_post_initiate_connection_smtp_hook_txn(transaction));
  CHECK(!has_core_control_shutdown_hook_txn(transaction));
  call_core_post_initiate_connection_smtp_hook_txn(transaction, the_domain, 7, &the_time, -3);
  CHECK_TRACE("abcd");
  CHECK(call_core___mail_queue_maintain_hook_txn(transaction, NULL, 0, NULL, NULL, 0, 0) == 0);
  ec_config_release_scope_instance(transaction);
}

static int maintain(void *closure, domain_record *dr, int binding_slot, Skiplist *sl,
                    struct timeval *now, int goalsz, int reserve)
{
  CHECK(dr == the_domain && binding_slot == 1 && sl == NULL && now == &the_time);
  CHECK(goalsz == 2 && reserve == 3);
  note("m");
  return *(int *) closure;
}

static int call_maintain(void)
{
  return call_core___mail_queue_maintain_hook(the_domain, 1, NULL, &the_time, 2, 3);
}

static void stops_on_nonzero(void)
{
  static int results[] = { 0, 5, 6 };
  int i;

  CHECK(call_maintain() == 0);
  for (i = 0; i < 3; i++)
    register_core___mail_queue_maintain_hook_last(maintain, &results[i]);
  CHECK(call_maintain() == 5);
  CHECK_TRACE("mm");
  results[1] = 0;
  CHECK(call_maintain() == 6);
  CHECK_TRACE("mmm");
  results[2] = 0;
  CHECK(call_maintain() == 0);
  CHECK_TRACE("mmm");
}

static int insert(void *closure, mail_queue *mq, abstract_message *message)
{
  CHECK(mq == NULL && message == NULL);
  note("i");
  return *(int *) closure;
}

static void stops_on_zero(void)
{
  static int results[] = { 1, 0, 9 };
  int i;

  for (i = 0; i < 3; i++)
    register_core_mail_queue_insert_active_hook_last(insert, &results[i]);
  CHECK(call_core_mail_queue_insert_active_hook(NULL, NULL) == 0);
  CHECK_TRACE("ii");
  results[1] = 2;
  CHECK(call_core_mail_queue_insert_active_hook(NULL, NULL) == 9);
  CHECK_TRACE("iii");
}

static int pre_set(void *closure, ec_config_header *cfghdr, ec_config_option *opt, void **container)
{
  CHECK(cfghdr == NULL && opt == NULL);
  *container = closure;
  note("p");
  return *(int *) closure;
}

static void post_set(void *closure, ec_config_header *cfghdr, ec_config_option *opt, void **container)
{
  CHECK(closure == NULL && cfghdr == NULL && opt == NULL && container != NULL);
  note("P");
}

static void stops_on_one_value(void)
{
  static int results[] = { 2, 1, 3 };
  void *container = NULL;
  int i;

  for (i = 0; i < 3; i++)
    register_core_config_option_pre_set_hook_last(pre_set, &results[i]);
  CHECK(call_core_config_option_pre_set_hook(NULL, NULL, &container) == 1);
  CHECK(container == &results[1]);
  CHECK_TRACE("pp");

  register_core_config_option_post_set_hook_first(post_set, NULL);
  call_core_config_option_post_set_hook(NULL, NULL, &container);
  CHECK_TRACE("P");
}

static int fetch(void *closure, const char *uri, SIEVEARGS *optional_args, string *script,
                 SENG *seng, string *error_log)
{
  CHECK(optional_args == NULL && script == NULL && seng == NULL && error_log == NULL);
  note(uri);
  return *(int *) closure;
}

static void stops_on_all_but_one_value(void)
{
  static int results[] = { SIV_CONT, SIV_AGAIN, SIV_DONE };
  int i;

  for (i = 0; i < 3; i++)
    register_sieve_fetch_script_hook_last(fetch, &results[i]);
  CHECK(call_sieve_fetch_script_hook("u", NULL, NULL, NULL, NULL) == SIV_AGAIN);
  CHECK_TRACE("uu");
}

static email_message *bounce(void *closure, email_message *message)
{
  CHECK(message == (email_message *) &trace[2]);
  note("g");
  return (email_message *) closure;
}

static void stops_on_a_pointer(void)
{
  email_message *message = (email_message *) &trace[2];

  CHECK(call_core_generate_soft_bounce_message_hook(message) == NULL);
  register_core_generate_soft_bounce_message_hook_last(bounce, NULL);
  register_core_generate_soft_bounce_message_hook_last(bounce, &trace[3]);
  register_core_generate_soft_bounce_message_hook_last(bounce, &trace[4]);
  CHECK(call_core_generate_soft_bounce_message_hook(message) == (email_message *) &trace[3]);
  CHECK_TRACE("gg");
}

static int cached(
  void *closure, const char *name, const void *key, int klen, void **value, int *vlen)
{
  CHECK(strcmp(name, "routes") == 0 && klen == 3 && memcmp(key, "a\0b", 3) == 0);
  *value = closure;
  *vlen = (int) strlen((const char *) closure);
  note("k");
  return 1;
}

static void out_parameters_and_no_stop_rule(void)
{
  void *value = NULL;
  int vlen = 0;

  register_core_cache_get_hook_last(cached, "one");
  register_core_cache_get_hook_last(cached, "three");
  CHECK(call_core_cache_get_hook("routes", "a\0b", 3, &value, &vlen) == 1);
  CHECK(strcmp((const char *) value, "three") == 0 && vlen == 5);
  CHECK_TRACE("kk");
}

static int choose(void *closure, ec_message *msg, int mcmt_reception)
{
  char seen[] = { (char) ('0' + mcmt_reception), '\0' };

  CHECK(msg == NULL);
  note(seen);
  return closure == NULL ? mcmt_reception : *(int *) closure;
}

static void each_result_is_the_next_parameter(void)
{
  static int results[] = { MCMT_RECEPTION_PASSTHRU, MCMT_RECEPTION_REJECT };
  char expected[] = { (char) ('0' + MCMT_RECEPTION_ALLOW), (char) ('0' + MCMT_RECEPTION_PASSTHRU),
                      '\0' };

  register_core_ec_message_mcmt_pre_fixup_hook_last(choose, &results[0]);
  register_core_ec_message_mcmt_pre_fixup_hook_last(choose, NULL);
  CHECK(call_core_ec_message_mcmt_pre_fixup_hook(NULL, MCMT_RECEPTION_ALLOW)
        == MCMT_RECEPTION_PASSTHRU);
  CHECK_TRACE(expected);

  register_core_ec_message_mcmt_pre_fixup_hook_first(choose, &results[1]);
  CHECK(call_core_ec_message_mcmt_pre_fixup_hook(NULL, MCMT_RECEPTION_ALLOW)
        == MCMT_RECEPTION_REJECT);
  expected[1] = '\0';
  CHECK_TRACE(expected);
}

static void log_it(
  void *closure, struct timeval *now, int level, const char *format, va_list arg)
{
  char text[64];

  CHECK(now == &the_time && level == 4);
  vsnprintf(text, sizeof text, format, arg);
  note((const char *) closure);
  note(text);
}

static void log_with(const char *format, ...)
{
  char text[64];
  va_list arg;

  va_start(arg, format);
  call_core_log_error_hook(&the_time, 4, format, arg);
  vsnprintf(text, sizeof text, format, arg);
  va_end(arg);
  note("|");
  note(text);
}

/* The caller's list is as it was, too. */
static void each_provider_reads_all_arguments(void)
{
  register_core_log_error_hook_last(log_it, "1:");
  register_core_log_error_hook_last(log_it, " 2:");
  register_core_log_error_hook_last(log_it, " 3:");
  log_with("%d %s %.1f %ld", 5, "x", 2.5, 7L);
  CHECK_TRACE("1:5 x 2.5 7 2:5 x 2.5 7 3:5 x 2.5 7|5 x 2.5 7");
}

static void ran(void *closure, command_construct *cc, int argc, const char *argv[],
                ec_control_context *input, ec_control_context *output)
{
  CHECK(closure == NULL && cc == NULL && input == NULL && output == NULL && argc == 2);
  note(argv[0]);
  note(argv[1]);
}

static void arrays(void)
{
  const char *argv[] = { "mail", "q" };

  register_core_control_post_control_hook_first(ran, NULL);
  call_core_control_post_control_hook(NULL, 2, argv, NULL, NULL);
  CHECK_TRACE("mailq");
}

static void stop_now(void *closure)
{
  note((const char *) closure);
}

static void no_parameters(void)
{
  register_core_control_shutdown_hook_last(stop_now, "y");
  register_core_control_shutdown_hook_first(stop_now, "x");
  call_core_control_shutdown_hook();
  call_core_control_shutdown_hook_txn(ec_config_fetch_globalconf());
  CHECK_TRACE("xyxy");
}

int main(void)
{
  order_and_closures();
  transactions();
  stops_on_nonzero();
  stops_on_zero();
  stops_on_one_value();
  stops_on_all_but_one_value();
  stops_on_a_pointer();
  out_parameters_and_no_stop_rule();
  each_result_is_the_next_parameter();
  each_provider_reads_all_arguments();
  arrays();
  no_parameters();
  puts("all as it should be");
  return 0;
}
