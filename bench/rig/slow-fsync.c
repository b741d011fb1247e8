/* A disk whose fsync takes SLOW_FSYNC_US microseconds longer: preload it to see what shared commits are worth. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_longer(void) {
  const char *us = getenv("SLOW_FSYNC_US");
  long ns = (us ? atol(us) : 1000) * 1000;
  struct timespec pause = {ns / 1000000000, ns % 1000000000};
  nanosleep(&pause, 0);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_longer();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_longer();
  return real(fd);
}
