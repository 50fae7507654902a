/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/process.h"

#include <string.h>
#include <unistd.h>

/* State letter and start time of a process of this host; FALSE where there is none. */
static gboolean
look_at_process (guint64 process, char *state, guint64 *start_time)
{
  g_autofree char *name = g_strdup_printf ("/proc/%" G_GUINT64_FORMAT "/stat", process);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  const char *rest;

  if (!g_file_get_contents (name, &text, NULL, NULL))
    return FALSE;
  /* The name of the program, in parentheses, may hold anything. */
  rest = strrchr (text, ')');
  words = rest != NULL ? g_strsplit (rest + 2, " ", 21) : NULL;
  if (words == NULL || g_strv_length (words) < 20)
    return FALSE;
  *state = words[0][0];
  *start_time = g_ascii_strtoull (words[19], NULL, 10);
  return TRUE;
}

gboolean
lab_process_lives (guint64 process, guint64 start_time)
{
  guint64 found;
  char state;

  return look_at_process (process, &state, &found) && found == start_time && state != 'Z' &&
         state != 'X';
}

char *
lab_process_host (void)
{
  g_autofree char *boot = NULL;
  g_autofree char *space = g_file_read_link ("/proc/self/ns/pid", NULL);

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    g_strstrip (boot);
  return g_strdup_printf ("%s/%s/%s", g_get_host_name (), boot != NULL ? boot : "",
                          space != NULL ? space : "");
}

guint64
lab_process_start_time (void)
{
  guint64 start_time;
  char state;

  return look_at_process ((guint64)getpid (), &state, &start_time) ? start_time : 0;
}
