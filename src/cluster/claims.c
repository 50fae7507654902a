/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/claims.h"
#include "cluster/claims-testing.h"

#include "cluster/process.h"
#include "core/error.h"
#include "core/shown.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A claim's text is short. */
#define TEXT_MOST 1024

/* What was seen of another's claim. */
typedef struct
{
  char *text;
  gint64 since; /* monotonic, microseconds: since when it reads like that */
} Sight;

struct _LabClaims
{
  const LabRunFolder *folder;
  double takeover, beat;
  char *host;
  guint64 start_time; /* of this process */
  GMutex mutex;
  GCond over;
  gboolean is_over;
  GHashTable *held;   /* index to counter */
  GHashTable *sights; /* index to Sight */
  GThread *thread;
};

static void
sight_free (gpointer data)
{
  Sight *sight = data;

  g_free (sight->text);
  g_free (sight);
}

static char *
name_of (const LabClaims *claims, guint index)
{
  return g_strdup_printf ("%s/" LAB_RUN_FOLDER_CLAIMS "/%06u", claims->folder->path, index);
}

static char *
name_aside (const LabClaims *claims, guint index)
{
  return g_strdup_printf ("%s/" LAB_RUN_FOLDER_CLAIMS "/.%06u.%s.%d", claims->folder->path, index,
                          g_get_host_name (), (int)getpid ());
}

/* Texts: host, process, start time, counter, a line each. */

static char *
text_of (const LabClaims *claims, guint64 counter)
{
  return g_strdup_printf ("%s\n%d\n%" G_GUINT64_FORMAT "\n%" G_GUINT64_FORMAT "\n", claims->host,
                          (int)getpid (), claims->start_time, counter);
}

static char *
read_claim (const LabClaims *claims, guint index)
{
  g_autofree char *name = name_of (claims, index);
  char *text = NULL;
  gsize length;

  if (!g_file_get_contents (name, &text, &length, NULL))
    return NULL;
  if (length > TEXT_MOST)
    text[TEXT_MOST] = '\0';
  return text;
}

static gboolean
is_of_us (const LabClaims *claims, const char *text)
{
  g_autofree char *own = text_of (claims, 0);
  const gsize length = strlen (own) - 2; /* without the counter */

  return strncmp (own, text, length) == 0;
}

/* Whether the text is of a process of this host, and then whether that lives. */
static gboolean
is_of_this_host (const LabClaims *claims, const char *text, gboolean *lives)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (g_strv_length (lines) < 4 || !g_str_equal (lines[0], claims->host))
    return FALSE;
  *lives = lab_process_lives (g_ascii_strtoull (lines[1], NULL, 10),
                              g_ascii_strtoull (lines[2], NULL, 10));
  return TRUE;
}

static gboolean
write_aside (const LabClaims *claims, guint index, guint64 counter)
{
  g_autofree char *aside = name_aside (claims, index);
  g_autofree char *text = text_of (claims, counter);
  const gsize length = strlen (text);
  const int file = open (aside, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
  gboolean done;

  if (file < 0)
    return FALSE;
  done = write (file, text, length) == (gssize)length;
  return close (file) == 0 && done;
}

/* Exclusive, with its content: TRUE where it is ours. */
static gboolean
make_claim (LabClaims *claims, guint index, GError **error)
{
  g_autofree char *name = name_of (claims, index);
  g_autofree char *aside = name_aside (claims, index);
  g_autofree char *shown = lab_shown (name, "");
  gboolean made = write_aside (claims, index, 0) && link (aside, name) == 0;
  const int cause = errno;

  g_unlink (aside);
  if (made)
    g_hash_table_insert (claims->held, GUINT_TO_POINTER (index), NULL);
  else if (cause != EEXIST)
    lab_refuse (error, LAB_ERROR_FILE, "The claim %s cannot be made: %s.", shown,
                g_strerror (cause));
  return made;
}

/* The heartbeat. */

static void
raise_counter (LabClaims *claims, guint index, guint64 counter)
{
  g_autofree char *name = name_of (claims, index);
  g_autofree char *aside = name_aside (claims, index);
  g_autofree char *text = read_claim (claims, index);

  /* Where another took it over, believing us dead, it is his now. */
  if (text == NULL || !is_of_us (claims, text))
    return;
  if (!write_aside (claims, index, counter) || g_rename (aside, name) != 0)
    g_unlink (aside);
}

static gpointer
beat (gpointer data)
{
  LabClaims *claims = data;

  g_mutex_lock (&claims->mutex);
  while (!claims->is_over) {
    const gint64 until = g_get_monotonic_time () + (gint64)(claims->beat * G_TIME_SPAN_SECOND);
    GHashTableIter iter;
    gpointer key, value;

    if (g_cond_wait_until (&claims->over, &claims->mutex, until))
      continue;
    g_hash_table_iter_init (&iter, claims->held);
    while (g_hash_table_iter_next (&iter, &key, &value)) {
      raise_counter (claims, GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (value) + 1);
      g_hash_table_iter_replace (&iter, GUINT_TO_POINTER (GPOINTER_TO_UINT (value) + 1));
    }
  }
  g_mutex_unlock (&claims->mutex);
  return NULL;
}

LabClaims *
lab_claims_new_as (const LabRunFolder *folder, double takeover, const char *host, double beat_pause)
{
  LabClaims *claims = g_new0 (LabClaims, 1);

  claims->folder = folder;
  claims->takeover = takeover;
  claims->beat = beat_pause;
  claims->host = host != NULL ? g_strdup (host) : lab_process_host ();
  claims->start_time = lab_process_start_time ();
  g_mutex_init (&claims->mutex);
  g_cond_init (&claims->over);
  claims->held = g_hash_table_new (NULL, NULL);
  claims->sights = g_hash_table_new_full (NULL, NULL, NULL, sight_free);
  claims->thread = g_thread_new ("claims", beat, claims);
  return claims;
}

LabClaims *
lab_claims_new (const LabRunFolder *folder, double takeover)
{
  g_return_val_if_fail (folder != NULL && takeover > 0, NULL);

  return lab_claims_new_as (folder, takeover, NULL, LAB_CLAIM_BEAT);
}

static void
give_back (LabClaims *claims, guint index)
{
  g_autofree char *name = name_of (claims, index);
  g_autofree char *text = read_claim (claims, index);

  if (text != NULL && is_of_us (claims, text))
    g_unlink (name);
}

void
lab_claims_free (LabClaims *claims)
{
  GHashTableIter iter;
  gpointer key;

  if (claims == NULL)
    return;
  g_mutex_lock (&claims->mutex);
  claims->is_over = TRUE;
  g_cond_signal (&claims->over);
  g_mutex_unlock (&claims->mutex);
  g_thread_join (claims->thread);
  g_hash_table_iter_init (&iter, claims->held);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    give_back (claims, GPOINTER_TO_UINT (key));
  g_hash_table_unref (claims->held);
  g_hash_table_unref (claims->sights);
  g_mutex_clear (&claims->mutex);
  g_cond_clear (&claims->over);
  g_free (claims->host);
  g_free (claims);
}

/* Taking. */

/* Of another host: what the watcher's own clock says. */
static LabClaimState
watch (LabClaims *claims, guint index, const char *text)
{
  Sight *sight = g_hash_table_lookup (claims->sights, GUINT_TO_POINTER (index));
  const gint64 now = g_get_monotonic_time ();

  if (sight == NULL || !g_str_equal (sight->text, text)) {
    const gboolean has_moved = sight != NULL;
    Sight *seen = g_new0 (Sight, 1);

    seen->text = g_strdup (text);
    seen->since = now;
    g_hash_table_insert (claims->sights, GUINT_TO_POINTER (index), seen);
    return has_moved ? LAB_CLAIM_HELD : LAB_CLAIM_UNTOLD;
  }
  return (double)(now - sight->since) / G_TIME_SPAN_SECOND < claims->takeover ? LAB_CLAIM_UNTOLD
                                                                              : LAB_CLAIM_OURS;
}

/* Takes a dead owner's claim away: moved to a name of our own first, so that of several one has it. Where it
 * turns out to be another claim than the one that was judged, it is put back. */
static gboolean
take_away (LabClaims *claims, guint index, const char *judged)
{
  g_autofree char *name = name_of (claims, index);
  g_autofree char *aside = name_aside (claims, index);
  g_autofree char *text = NULL;
  gboolean is_same;

  if (g_rename (name, aside) != 0)
    return FALSE;
  is_same = g_file_get_contents (aside, &text, NULL, NULL) && g_str_equal (text, judged);
  if (!is_same && link (aside, name) != 0)
    g_debug ("claim %u is made anew by another", index);
  g_unlink (aside);
  return is_same;
}

static LabClaimState
judge (LabClaims *claims, guint index, const char *text)
{
  gboolean lives;

  if (is_of_this_host (claims, text, &lives))
    return lives ? LAB_CLAIM_HELD : LAB_CLAIM_OURS;
  return watch (claims, index, text);
}

LabClaimState
lab_claims_take (LabClaims *claims, guint index, GError **error)
{
  g_return_val_if_fail (claims != NULL, LAB_CLAIM_FAILED);

  LabClaimState state = LAB_CLAIM_UNTOLD;
  g_autoptr (GError) cause = NULL;
  g_mutex_lock (&claims->mutex);
  /* Others may make and take away claims in between: a few times, then it is theirs. */
  for (guint tries = 0; tries < 3 && state == LAB_CLAIM_UNTOLD; tries++) {
    g_autofree char *text = NULL;

    if (make_claim (claims, index, &cause)) {
      state = LAB_CLAIM_OURS;
      break;
    }
    if (cause != NULL) {
      state = LAB_CLAIM_FAILED;
      break;
    }
    text = read_claim (claims, index);
    if (text == NULL)
      continue;
    state = judge (claims, index, text);
    if (state != LAB_CLAIM_OURS)
      break;
    take_away (claims, index, text);
    g_hash_table_remove (claims->sights, GUINT_TO_POINTER (index));
    state = LAB_CLAIM_UNTOLD;
  }
  g_mutex_unlock (&claims->mutex);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return state;
}

void
lab_claims_release (LabClaims *claims, guint index)
{
  g_return_if_fail (claims != NULL);

  g_mutex_lock (&claims->mutex);
  if (g_hash_table_remove (claims->held, GUINT_TO_POINTER (index)))
    give_back (claims, index);
  g_mutex_unlock (&claims->mutex);
}
