/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what Linux tells about itself; elsewhere the physical memory is the bound. */
#include "core/memory-available.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A group without a limit has one of nearly 2^63 in version 1, and "max" in version 2. */
#define NO_LIMIT (G_GUINT64_CONSTANT (1) << 62)

/* What glibc maps for the small blocks of a thread. */
#define ARENA_BYTES (G_GUINT64_CONSTANT (64) << 20)

#define DEFAULT_STACK_BYTES (G_GUINT64_CONSTANT (8) << 20)

typedef struct
{
  guint64 bytes;
  LabMemoryBound bound;
} Least;

static void
take (Least *least, guint64 bytes, LabMemoryBound bound)
{
  if (bytes < least->bytes)
    *least = (Least){bytes, bound};
}

static char *
read_text (const char *root, const char *path)
{
  g_autofree char *whole = g_strconcat (root, path, NULL);
  char *text = NULL;

  return g_file_get_contents (whole, &text, NULL, NULL) ? text : NULL;
}

/* The number after the name at the beginning of a line of text; FALSE without. */
static gboolean
find_number (const char *text, const char *name, guint64 *value)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n')) {
    line += *line == '\n';
    if (g_str_has_prefix (line, name)) {
      *value = g_ascii_strtoull (line + strlen (name), NULL, 10);
      return TRUE;
    }
  }
  return FALSE;
}

static void
take_machine (const char *root, Least *least)
{
  g_autofree char *text = read_text (root, "/proc/meminfo");
  const long pages = sysconf (_SC_PHYS_PAGES), page = sysconf (_SC_PAGESIZE);
  guint64 kibibytes;

  if (text != NULL && find_number (text, "MemAvailable:", &kibibytes))
    take (least, kibibytes << 10, LAB_MEMORY_MACHINE);
  else if (pages > 0 && page > 0)
    take (least, (guint64)pages * (guint64)page, LAB_MEMORY_MACHINE);
}

/* Files of one version of control groups. */
typedef struct
{
  const char *mount, *limit, *use, *cache;
} Version;

static const Version VERSIONS[] = {
    {"/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
     "total_inactive_file "},
    {"/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file "},
};

static gboolean
read_number (const char *root, const char *folder, const char *name, guint64 *value)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = read_text (root, path);

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  *value = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

static void
take_group (const char *root, const Version *version, const char *folder, Least *least)
{
  g_autofree char *path = g_build_filename (folder, "memory.stat", NULL);
  g_autofree char *stat = read_text (root, path);
  guint64 limit, use, cache = 0;

  if (!read_number (root, folder, version->limit, &limit) || limit >= NO_LIMIT ||
      !read_number (root, folder, version->use, &use))
    return;
  if (stat != NULL)
    find_number (stat, version->cache, &cache);
  use -= MIN (use, cache);
  take (least, limit - MIN (limit, use), LAB_MEMORY_GROUP);
}

/* The group of `path` and all above it, whose limits hold as well. Inside a container the path may be
 * one that is not seen there: the group at the mount is then ours. */
static void
take_groups (const char *root, const Version *version, const char *path, Least *least)
{
  g_autofree char *rest = g_strdup (path);

  for (;;) {
    g_autofree char *folder = g_strconcat (version->mount, rest, NULL);
    char *slash = strrchr (rest, '/');

    take_group (root, version, folder, least);
    if (slash == NULL)
      return;
    *slash = '\0';
  }
}

/* Lines "7:cpu,memory:/path" of version 1, "0::/path" of version 2. */
static void
take_control_groups (const char *root, Least *least)
{
  g_autofree char *text = read_text (root, "/proc/self/cgroup");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], ":", 3);
    g_auto (GStrv) controllers = NULL;

    if (g_strv_length (parts) != 3)
      continue;
    controllers = g_strsplit (parts[1], ",", -1);
    if (*parts[1] == '\0')
      take_groups (root, &VERSIONS[1], parts[2], least);
    else if (g_strv_contains ((const char *const *)controllers, "memory"))
      take_groups (root, &VERSIONS[0], parts[2], least);
  }
}

static void
take_limit (int resource, guint64 held, LabMemoryBound bound, Least *least)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    take (least, limit.rlim_cur - MIN ((guint64)limit.rlim_cur, held), bound);
}

static void
take_limits (Least *least)
{
  g_autofree char *text = read_text ("", "/proc/self/status");
  guint64 mapped = 0, data = 0;

  if (text == NULL)
    return;
  find_number (text, "VmSize:", &mapped);
  find_number (text, "VmData:", &data);
  take_limit (RLIMIT_AS, mapped << 10, LAB_MEMORY_ADDRESS_SPACE, least);
  take_limit (RLIMIT_DATA, data << 10, LAB_MEMORY_DATA, least);
}

guint64
lab_memory_available_under (const char *root, LabMemoryBound *bound)
{
  Least least = {G_MAXUINT64, LAB_MEMORY_MACHINE};

  g_return_val_if_fail (root != NULL, G_MAXUINT64);

  take_machine (root, &least);
  take_control_groups (root, &least);
  if (*root == '\0')
    take_limits (&least);
  if (bound != NULL)
    *bound = least.bound;
  return least.bytes;
}

guint64
lab_memory_available (LabMemoryBound *bound)
{
  return lab_memory_available_under ("", bound);
}

guint64
lab_memory_of_thread (LabMemoryBound bound)
{
  struct rlimit limit;
  guint64 stack = DEFAULT_STACK_BYTES;

  if (bound != LAB_MEMORY_ADDRESS_SPACE && bound != LAB_MEMORY_DATA)
    return 0;
  if (getrlimit (RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    stack = limit.rlim_cur;
  return stack + (bound == LAB_MEMORY_ADDRESS_SPACE ? ARENA_BYTES : 0);
}

char *
lab_memory_words (guint64 bytes)
{
  static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  double value = (double)bytes;
  guint unit = 0;

  /* From a tenth of a GiB on in GiB, which is how the memory of machines is told. */
  while (value >= 1024.0 || (unit == 2 && value >= 102.4)) {
    value /= 1024.0;
    unit++;
  }
  if (value == (double)(guint64)value)
    return g_strdup_printf ("%.0f %s", value, units[unit]);
  return g_strdup_printf ("%.*f %s", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value, units[unit]);
}

gboolean
lab_memory_fits (guint64 bytes, const char *what, GError **error)
{
  const guint64 available = lab_memory_available (NULL);
  g_autofree char *needed = NULL;
  g_autofree char *left = NULL;

  g_return_val_if_fail (what != NULL, FALSE);

  if (bytes <= available)
    return TRUE;
  needed = lab_memory_words (bytes);
  left = lab_memory_words (available);
  return lab_refuse (
      error, LAB_ERROR_TOO_LARGE,
      _ ("There is not enough memory for %s: %s are needed, %s are available; choose "
         "smaller sizes."),
      _ (what), needed, left);
}
