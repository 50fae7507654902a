/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least of what the machine, its control groups and the process's limits leave, from files as Linux
 * writes them. */
#include "core/error.h"
#include "core/memory-available.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#define MIB (G_GUINT64_CONSTANT (1) << 20)

static void
put (const char *root, const char *path, const char *text)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (whole, text, -1, NULL));
}

typedef struct
{
  const char *name;
  const char *files[16]; /* path, text, ... */
  guint64 mebibytes;
  LabMemoryBound bound;
} Machine;

#define MEMINFO                                                                                    \
  "proc/meminfo", "MemTotal:  8388608 kB\nMemFree: 1024 kB\nMemAvailable:    4194304 kB\nX: 1 "    \
                  "kB\n"

static const Machine machines[] = {
    {"machine", {MEMINFO}, 4096, LAB_MEMORY_MACHINE},
    {"v2",
     {MEMINFO, "proc/self/cgroup", "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max", "2147483648\n",
      "sys/fs/cgroup/a/b/memory.current", "1073741824\n"},
     1024,
     LAB_MEMORY_GROUP},
    {"v2-cache-is-given-up",
     {MEMINFO, "proc/self/cgroup", "0::/a\n", "sys/fs/cgroup/a/memory.max", "2147483648\n",
      "sys/fs/cgroup/a/memory.current", "1073741824\n", "sys/fs/cgroup/a/memory.stat",
      "anon 5\ninactive_file 536870912\n"},
     1536,
     LAB_MEMORY_GROUP},
    {"v2-group-above",
     {MEMINFO, "proc/self/cgroup", "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max", "max\n",
      "sys/fs/cgroup/a/b/memory.current", "1\n", "sys/fs/cgroup/a/memory.max", "1073741824\n",
      "sys/fs/cgroup/a/memory.current", "0\n"},
     1024,
     LAB_MEMORY_GROUP},
    {"v2-in-container",
     {MEMINFO, "proc/self/cgroup", "0::/not/seen\n", "sys/fs/cgroup/memory.max", "1073741824\n",
      "sys/fs/cgroup/memory.current", "536870912\n"},
     512,
     LAB_MEMORY_GROUP},
    {"v1",
     {MEMINFO, "proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/job\n",
      "sys/fs/cgroup/memory/job/memory.limit_in_bytes", "1073741824\n",
      "sys/fs/cgroup/memory/job/memory.usage_in_bytes", "805306368\n"},
     256,
     LAB_MEMORY_GROUP},
    {"v1-without-limit",
     {MEMINFO, "proc/self/cgroup", "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes",
      "9223372036854771712\n", "sys/fs/cgroup/memory/memory.usage_in_bytes", "805306368\n"},
     4096,
     LAB_MEMORY_MACHINE},
    {"over-the-limit",
     {MEMINFO, "proc/self/cgroup", "0::/a\n", "sys/fs/cgroup/a/memory.max", "1048576\n",
      "sys/fs/cgroup/a/memory.current", "2097152\n"},
     0,
     LAB_MEMORY_GROUP},
};

static void
test_machine (gconstpointer data)
{
  const Machine *machine = data;
  g_autofree char *root = g_dir_make_tmp ("available-XXXXXX", NULL);
  const char *argv[] = {"rm", "-rf", "--", root, NULL};
  LabMemoryBound bound;

  for (guint i = 0; i < G_N_ELEMENTS (machine->files) && machine->files[i] != NULL; i += 2)
    put (root, machine->files[i], machine->files[i + 1]);
  g_assert_cmpuint (lab_memory_available_under (root, &bound), ==, machine->mebibytes * MIB);
  g_assert_cmpint (bound, ==, machine->bound);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Limits of the process, in a child of its own. */
static void
test_limits (void)
{
  static const struct
  {
    int resource;
    LabMemoryBound bound;
  } limits[] = {{RLIMIT_AS, LAB_MEMORY_ADDRESS_SPACE}, {RLIMIT_DATA, LAB_MEMORY_DATA}};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("a sanitizer cannot live within such limits");
  return;
#endif
  if (g_test_subprocess ()) {
    for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
      struct rlimit before, limit;
      LabMemoryBound bound;
      guint64 available;

      getrlimit (limits[i].resource, &before);
      /* The process holds a few MiB at least. */
      limit = (struct rlimit){.rlim_cur = 32 * MIB, .rlim_max = before.rlim_max};
      setrlimit (limits[i].resource, &limit);
      available = lab_memory_available (&bound);
      setrlimit (limits[i].resource, &before);
      g_assert_cmpuint (available, <, 32 * MIB);
      g_assert_cmpint (bound, ==, limits[i].bound);
      g_assert_cmpuint (lab_memory_of_thread (bound), >, 0);
    }
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_words (void)
{
  static const struct
  {
    guint64 bytes;
    const char *words;
  } sizes[] = {
      {0, "0 bytes"},
      {1023, "1023 bytes"},
      {64 << 10, "64 KiB"},
      {3 * MIB / 2, "1.50 MiB"},
      {64 * MIB, "64 MiB"},
      {512 * MIB, "0.50 GiB"},
      {4 * 1024 * MIB, "4 GiB"},
      {G_GUINT64_CONSTANT (24) * 1024 * MIB + 100 * MIB, "24.1 GiB"},
      {G_MAXUINT64, "16 EiB"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *words = lab_memory_words (sizes[i].bytes);

    g_assert_cmpstr (words, ==, sizes[i].words);
  }
}

static void
test_fits (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_memory_fits (1, "a grain", &error));
  g_assert_no_error (error);
  g_assert_false (lab_memory_fits (G_MAXUINT64 / 2, "the moon", &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "the moon: 8 EiB are needed, "));
  g_assert_nonnull (strstr (error->message, "GiB are available"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++) {
    g_autofree char *path = g_strconcat ("/memory-available/", machines[i].name, NULL);

    g_test_add_data_func (path, &machines[i], test_machine);
  }
  g_test_add_func ("/memory-available/limits", test_limits);
  g_test_add_func ("/memory-available/words", test_words);
  g_test_add_func ("/memory-available/fits", test_fits);
  return g_test_run ();
}
