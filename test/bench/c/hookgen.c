#include "hooks/core/post_initiate_connection_smtp.h"
#include "workload.h"

#define REGISTER(closure) \
  register_core_post_initiate_connection_smtp_hook_last(provider, closure)

WORKLOAD(REGISTER, call_core_post_initiate_connection_smtp_hook)
