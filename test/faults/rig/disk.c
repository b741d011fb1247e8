/*
 * A disk that fails on demand and remembers what it was told: preload it into a process that writes a data folder.
 *
 *   DISK_FOLDER   what happens to files in it is traced
 *   DISK_TRACE    the file that gets the trace: each write, sync, truncation and removal in order, and each positive HTTP
 *                 reply at the moment before it is sent; undefined: nothing is traced
 *   DISK_FAILS    calls on files whose path begins like this are counted and can be made to fail
 *   DISK_CONTROL  a file of eight 64-bit numbers that both sides read and write while the process runs; see `control`
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
  int64_t calls;      /* how many calls on the failing files there were */
  int64_t fail_at;    /* which of them fails, the first is 1; 0: none */
  int64_t error;      /* with which errno */
  int64_t injected;   /* how often one was made to fail */
  int64_t full;       /* 1: nothing may grow */
  int64_t kill_at;    /* at which call the process is killed instead */
  int64_t traced;     /* how many events the trace holds */
};

enum kind { WRITE = 1, SYNC = 2, TRUNCATE = 3, REMOVE = 4, REPLY = 5 };
struct event {
  uint32_t kind, path_length;
  int64_t offset, length, at_ns;
};

static struct control nothing, *control = &nothing;
static const char *folder, *fails;
static size_t folder_length, fails_length;
static int trace = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name, result, ...) static result (*real_##name)(__VA_ARGS__)
REAL(write, ssize_t, int, const void *, size_t);
REAL(writev, ssize_t, int, const struct iovec *, int);
REAL(pwrite, ssize_t, int, const void *, size_t, off_t);
REAL(pread, ssize_t, int, void *, size_t, off_t);
REAL(fsync, int, int);
REAL(fdatasync, int, int);
REAL(ftruncate, int, int, off_t);
REAL(unlink, int, const char *);

__attribute__((constructor)) static void start(void) {
#define FIND(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)
  FIND(write); FIND(writev); FIND(pwrite); FIND(pread); FIND(fsync); FIND(fdatasync); FIND(ftruncate); FIND(unlink);
  folder = getenv("DISK_FOLDER");
  fails = getenv("DISK_FAILS");
  folder_length = folder ? strlen(folder) : 0;
  fails_length = fails ? strlen(fails) : 0;
  const char *control_path = getenv("DISK_CONTROL"), *trace_path = getenv("DISK_TRACE");
  if (control_path) {
    int fd = open(control_path, O_RDWR);
    void *page = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || page == MAP_FAILED) abort();
    control = page;
    close(fd);
  }
  if (trace_path) trace = open(trace_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int path_of(int fd, char *path) {
  char link[32] = "/proc/self/fd/";
  char digits[12];
  int length = 0, at = 14;
  unsigned number = fd;
  do digits[length++] = '0' + number % 10; while ((number /= 10));
  while (length) link[at++] = digits[--length];
  link[at] = 0;
  ssize_t found = readlink(link, path, PATH_MAX - 1);
  path[found < 0 ? 0 : found] = 0;
  return found > 0;
}

/* Whether this call is to fail; it sets errno then. */
static int fails_now(const char *path, int grows) {
  if (!fails || strncmp(path, fails, fails_length)) return 0;
  int64_t call = __sync_add_and_fetch(&control->calls, 1);
  if (call == control->kill_at) syscall(SYS_kill, getpid(), 9);
  int once = call == control->fail_at;
  if (!once && !(control->full && grows)) return 0;
  __sync_add_and_fetch(&control->injected, 1);
  errno = once ? (int)control->error : ENOSPC;
  return 1;
}

static int traced(const char *path) {
  return trace >= 0 && folder && !strncmp(path, folder, folder_length);
}

static void note(enum kind kind, const char *path, int64_t offset, const struct iovec *parts, int count, int64_t length) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  const char *name = kind == REPLY ? "" : path + folder_length;
  struct event event = {kind, (uint32_t)strlen(name), offset, length, now.tv_sec * 1000000000LL + now.tv_nsec};
  struct iovec all[64] = {{&event, sizeof event}, {(void *)name, event.path_length}};
  int64_t left = length;
  int filled = 2;
  for (int i = 0; i < count && filled < 64 && left > 0; i++, filled++) {
    all[filled] = parts[i];
    if ((int64_t)all[filled].iov_len > left) all[filled].iov_len = left;
    left -= all[filled].iov_len;
  }
  if (left && count) abort();
  int64_t size = sizeof event + event.path_length + (count ? length : 0);
  if (real_writev(trace, all, filled) != size) abort();
  control->traced++;
}

static int64_t size_of(int fd) {
  struct stat about;
  return fstat(fd, &about) ? 0 : about.st_size;
}

static const char positive[] = "HTTP/1.1 20";

/* A reply is noted before it is sent, everything else after it was done: the trace never flatters. */
static ssize_t written(int fd, const struct iovec *parts, int count, ssize_t (*send)(int, const struct iovec *, int)) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return send(fd, parts, count);
  if (!strncmp(path, "socket:", 7)) {
    if (trace >= 0 && count && parts[0].iov_len > sizeof positive && !memcmp(parts[0].iov_base, positive, sizeof positive - 1)) {
      int64_t length = 0;
      for (int i = 0; i < count; i++) length += parts[i].iov_len;
      pthread_mutex_lock(&lock);
      note(REPLY, path, 0, parts, count, length);
      pthread_mutex_unlock(&lock);
    }
    return send(fd, parts, count);
  }
  if (fails_now(path, 1)) return -1;
  if (!traced(path)) return send(fd, parts, count);
  pthread_mutex_lock(&lock);
  int64_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = send(fd, parts, count);
  if (done > 0) note(WRITE, path, offset, parts, count, done);
  pthread_mutex_unlock(&lock);
  return done;
}

static ssize_t send_one(int fd, const struct iovec *parts, int count) {
  (void)count;
  return real_write(fd, parts->iov_base, parts->iov_len);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  return written(fd, &part, 1, send_one);
}

ssize_t writev(int fd, const struct iovec *parts, int count) { return written(fd, parts, count, real_writev); }

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real_pwrite(fd, bytes, length, offset);
  if (fails_now(path, offset + (int64_t)length > size_of(fd))) return -1;
  if (!traced(path)) return real_pwrite(fd, bytes, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = real_pwrite(fd, bytes, length, offset);
  struct iovec part = {(void *)bytes, length};
  if (done > 0) note(WRITE, path, offset, &part, 1, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return pwrite(fd, bytes, length, offset); }

ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
  char path[PATH_MAX];
  if (fails && path_of(fd, path) && fails_now(path, 0)) return -1;
  return real_pread(fd, bytes, length, offset);
}

ssize_t pread64(int fd, void *bytes, size_t length, off_t offset) { return pread(fd, bytes, length, offset); }

static int synced(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real(fd);
  if (fails_now(path, 0)) return -1;
  if (!traced(path)) return real(fd);
  pthread_mutex_lock(&lock);
  int done = real(fd);
  if (!done) note(SYNC, path, 0, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int ftruncate(int fd, off_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real_ftruncate(fd, length);
  if (fails_now(path, length > size_of(fd))) return -1;
  if (!traced(path)) return real_ftruncate(fd, length);
  pthread_mutex_lock(&lock);
  int done = real_ftruncate(fd, length);
  if (!done) note(TRUNCATE, path, length, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

int unlink(const char *path) {
  if (fails_now(path, 0)) return -1;
  if (!traced(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int done = real_unlink(path);
  if (!done) note(REMOVE, path, 0, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
