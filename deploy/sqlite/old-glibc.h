/*
 * Included before every source of better-sqlite3 when it is built for an older C library than the builder's own
 * (deploy/sqlite/build.ts). Functions whose symbol got a newer version are asked for under their oldest, which every
 * later C library still carries. What the finished file asks for is measured there, not believed.
 */
#if defined(__x86_64__)
#define RX12_OLDEST "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define RX12_OLDEST "GLIBC_2.17"
#else
#error "the oldest symbol versions of this architecture are not known here"
#endif

#define RX12_PIN(name) __asm__(".symver " #name "," #name "@" RX12_OLDEST);

/* 2.29: the newer ones leave out a wrapper for the error reports of SVID; SQLite reads none. */
RX12_PIN(exp)
RX12_PIN(log)
RX12_PIN(log2)
RX12_PIN(pow)

/* 2.34: libpthread and libdl became part of libc. Before, Node itself loads both. */
RX12_PIN(dlclose)
RX12_PIN(dlerror)
RX12_PIN(dlopen)
RX12_PIN(dlsym)
RX12_PIN(pthread_create)
RX12_PIN(pthread_join)
RX12_PIN(pthread_mutex_trylock)
RX12_PIN(pthread_mutexattr_destroy)
RX12_PIN(pthread_mutexattr_init)
RX12_PIN(pthread_mutexattr_settype)
