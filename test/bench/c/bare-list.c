struct list {
  int count;
  struct {
    void *function;
    void *closure;
  } pairs[8];
};

static struct list the_list;
struct list *list = &the_list;
