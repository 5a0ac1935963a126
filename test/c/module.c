/* A module: compiled on its own, with the header of either tree, or with an older signature. */
#ifdef OLD_SIGNATURE
#include "module-hooks.h"

EC_DECLARE_VOID_HOOK(
  core, post_initiate_connection_smtp,
  (void *, int),
  (int conn_fd),
  (EC_HOOK_CLOSURE, conn_fd)
)
#else
#include "hooks/core/post_initiate_connection_smtp.h"
#endif

void host_note(const char *module, int conn_fd);
void module_start(void);

#ifdef OLD_SIGNATURE
static void connected(void *closure, int conn_fd)
{
#else
static void connected(
  void *closure, domain_record *dr, int binding_slot, struct timeval *now, int conn_fd)
{
  (void) dr;
  (void) binding_slot;
  (void) now;
#endif
  host_note((const char *) closure, conn_fd);
}

void module_start(void)
{
  register_core_post_initiate_connection_smtp_hook_last(connected, (void *) MODULE_NAME);
}
