/*
 * What older C libraries do not export. Linked first and hidden, so that everything in the file uses these, the parts of
 * libstdc++ that are linked into it included.
 */
#define _LARGEFILE64_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "old-glibc.h"

#if defined(__x86_64__)
#define STAT_VERSION 1
#else
#define STAT_VERSION 0
#endif

/* Before 2.33 these were inline calls of the versioned functions, which later C libraries still carry. */
int __xstat64(int version, const char *path, struct stat64 *to);
int __lxstat64(int version, const char *path, struct stat64 *to);
int __fxstat64(int version, int file, struct stat64 *to);

int stat64(const char *path, struct stat64 *to) { return __xstat64(STAT_VERSION, path, to); }
int lstat64(const char *path, struct stat64 *to) { return __lxstat64(STAT_VERSION, path, to); }
int fstat64(int file, struct stat64 *to) { return __fxstat64(STAT_VERSION, file, to); }

/* On x86-64 with offsets of 64 bits these are the same functions under their plain names. */
int stat(const char *path, struct stat *to) { return __xstat64(STAT_VERSION, path, (struct stat64 *)to); }
int lstat(const char *path, struct stat *to) { return __lxstat64(STAT_VERSION, path, (struct stat64 *)to); }
int fstat(int file, struct stat *to) { return __fxstat64(STAT_VERSION, file, (struct stat64 *)to); }

/* 2.32: an optimisation of libstdc++; 0 says that there may be threads. */
char __libc_single_threaded = 0;

/* 2.36: where libstdc++ draws chance from. */
unsigned int arc4random(void) {
  unsigned int drawn;
  while (getrandom(&drawn, sizeof drawn, 0) != sizeof drawn) {
    if (errno != EINTR) abort();
  }
  return drawn;
}

/* 2.34, asked for by libstdc++, which was compiled without our pins. */
int rx12_old_once(pthread_once_t *, void (*)(void));
int rx12_old_key_create(pthread_key_t *, void (*)(void *));
__asm__(".symver rx12_old_once,pthread_once@" RX12_OLDEST);
__asm__(".symver rx12_old_key_create,__pthread_key_create@" RX12_OLDEST);
int pthread_once(pthread_once_t *once, void (*run)(void)) { return rx12_old_once(once, run); }
int __pthread_key_create(pthread_key_t *key, void (*end)(void *)) { return rx12_old_key_create(key, end); }
