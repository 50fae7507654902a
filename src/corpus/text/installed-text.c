/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/installed-text.h"

#include "core/error.h"
#include "core/memory.h"
#include "corpus/lab-corpus-resources.h"
#include "corpus/text/text-files.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* Of what is unpacked: far more than any of them has. */
#define UNPACKED_MOST ((gsize)256 << 20)
#define BIBLE         "/org/scalinglab/corpus/bible.txt.gz"

const LabInstalledText lab_installed_texts[] = {
    {"foldoc", N_ ("The Free On-line Dictionary of Computing"), "dict-foldoc", N_ ("GFDL 1.1+")},
    {"gcide", N_ ("The Collaborative International Dictionary of English"), "dict-gcide",
     N_ ("GPL 3+")},
    {"wordnet", N_ ("The glosses of WordNet"), "wordnet-base", N_ ("WordNet's own, permissive")},
    {"sqlite", N_ ("The documentation of SQLite"), "sqlite3-doc", N_ ("public domain")},
    {"python", N_ ("Python's standard library"), "libpython3-stdlib", N_ ("PSF")},
    {NULL, NULL, NULL, NULL},
};

const LabInstalledText *
lab_installed_text_find (const char *name)
{
  for (const LabInstalledText *text = lab_installed_texts; text->name != NULL; text++)
    if (g_strcmp0 (text->name, name) == 0)
      return text;
  return NULL;
}

/* All bytes that stream unpacks to, as valid UTF-8. */
static char *
unpack (GInputStream *packed, const char *name, gsize *length, LabTask *task, GError **error)
{
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (packed, G_CONVERTER (gzip));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize got = 1;

  while (got > 0 && !lab_task_is_cancelled (task)) {
    guint8 portion[1 << 16];

    got = g_input_stream_read (stream, portion, sizeof portion, NULL, NULL);
    if (got > 0)
      g_byte_array_append (bytes, portion, (guint)got);
    if (got < 0 || bytes->len > UNPACKED_MOST) {
      lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be unpacked: it is damaged."), name);
      return NULL;
    }
  }
  if (lab_task_is_cancelled (task))
    return NULL;
  *length = bytes->len;
  return (char *)g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* The text of one file of length bytes, which it frees. */
static LabText *
text_of (const char *name,
         char *bytes,
         gsize length,
         gboolean as_characters,
         LabTask *task,
         GError **error)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (LabTextFile));
  const gboolean well = lab_text_add_bytes (files, name, bytes, length, error);

  g_free (bytes);
  if (well)
    return lab_text_of_files (name, files, as_characters, task, error);
  g_array_unref (files);
  return NULL;
}

LabText *
lab_bible_open (gboolean as_characters, LabTask *task, GError **error)
{
  g_autoptr (GInputStream) packed = g_resource_open_stream (
      lab_corpus_resources_get_resource (), BIBLE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  char *bytes;

  if (packed == NULL)
    return NULL;
  bytes = unpack (packed, "bible", &length, task, error);
  return bytes != NULL ? text_of ("bible", bytes, length, as_characters, task, error) : NULL;
}

static gboolean
refuse_missing (const LabInstalledText *installed, GError **error)
{
  return lab_refuse (error, LAB_ERROR_FILE,
                     _ ("corpus=%s is not installed: on Debian and Ubuntu, install the package %s. "
                        "(./%s is a file of that name.)"),
                     installed->name, installed->package, installed->name);
}

static char *
make_valid (char *bytes, gsize *length)
{
  char *valid;

  if (g_utf8_validate_len (bytes, *length, NULL))
    return bytes;
  valid = g_utf8_make_valid (bytes, (gssize)*length);
  g_free (bytes);
  *length = strlen (valid);
  return valid;
}

static LabText *
open_packed (const LabInstalledText *installed,
             const char *path,
             gboolean as_characters,
             LabTask *task,
             GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, NULL);
  gsize length;
  char *bytes;

  if (packed == NULL) {
    refuse_missing (installed, error);
    return NULL;
  }
  bytes = unpack (G_INPUT_STREAM (packed), path, &length, task, error);
  return bytes != NULL ? text_of (installed->name, make_valid (bytes, &length), length,
                                  as_characters, task, error)
                       : NULL;
}

/* Of the files under a folder those with such names. */
typedef struct
{
  const char *folder, *prefix, *suffix;
  /* What of the contents is text: g_free(). */
  char *(*take) (const char *contents, gsize length);
} Gathering;

static gboolean
gather_file (const Gathering *gathering, const char *path, GArray *texts, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *contents = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_str_has_prefix (base, gathering->prefix) || !g_str_has_suffix (base, gathering->suffix) ||
      !g_file_get_contents (path, &contents, &length, NULL))
    return TRUE;
  text = gathering->take (contents, length);
  length = strlen (text);
  text = make_valid (text, &length);
  return length == 0 || lab_text_add_bytes (texts, base, text, length, error);
}

static LabText *
gather (const LabInstalledText *installed,
        const Gathering *gathering,
        gboolean as_characters,
        LabTask *task,
        GError **error)
{
  g_autoptr (GArray) files = NULL;
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (LabTextFile));
  gboolean in_folder, well = TRUE;

  files = lab_text_list_files (gathering->folder, &in_folder, task, NULL);
  for (guint i = 0; files != NULL && i < files->len && well && !lab_task_is_cancelled (task); i++)
    well = gather_file (gathering, g_array_index (files, LabListedFile, i).path, texts, error);
  if (well && texts->len == 0 && !lab_task_is_cancelled (task))
    well = refuse_missing (installed, error);
  if (well && !lab_task_is_cancelled (task))
    return lab_text_of_files (installed->name, texts, as_characters, task, error);
  for (guint i = 0; i < texts->len; i++) {
    g_free (g_array_index (texts, LabTextFile, i).name);
    lab_memory_free (g_array_index (texts, LabTextFile, i).bytes);
  }
  g_array_unref (texts);
  return NULL;
}

/* What stands behind the bar of each line, and a blank line after every 64 of them. */
static char *
take_glosses (const char *contents, gsize length)
{
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  GString *text = g_string_new (NULL);
  guint taken = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    char *gloss = strstr (lines[i], " | ");

    if (gloss == NULL || *lines[i] == ' ')
      continue;
    g_string_append (text, g_strchomp (gloss + 3));
    g_string_append (text, ++taken % 64 == 0 ? "\n\n" : "\n");
  }
  return g_string_free (text, FALSE);
}

static gboolean
skip_to (const char **at, const char *end, const char *mark)
{
  const char *found = g_strstr_len (*at, end - *at, mark);

  *at = found != NULL ? found + strlen (mark) : end;
  return found != NULL;
}

/* At a '<': passes over the tag, and over all of a script or style. */
static void
skip_tag (const char **at, const char *end)
{
  if (g_str_has_prefix (*at, "<!--")) {
    skip_to (at, end, "-->");
    return;
  }
  if (g_ascii_strncasecmp (*at, "<script", 7) == 0)
    skip_to (at, end, "</script");
  else if (g_ascii_strncasecmp (*at, "<style", 6) == 0)
    skip_to (at, end, "</style");
  skip_to (at, end, ">");
}

/* At a '&'. */
static char
entity (const char **at)
{
  static const struct
  {
    const char *name;
    char character;
  } entities[] = {{"&lt;", '<'},   {"&gt;", '>'},    {"&amp;", '&'},
                  {"&nbsp;", ' '}, {"&quot;", '"'},  {"&#39;", '\''},
                  {"&rarr;", '>'}, {"&mdash;", '-'}, {"&ndash;", '-'}};

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (*at, entities[i].name)) {
      *at += strlen (entities[i].name);
      return entities[i].character;
    }
  ++*at;
  return '&';
}

char *
lab_text_without_tags (const char *html, gsize length)
{
  g_autofree char *copy = g_strndup (html, length);
  GString *text = g_string_sized_new (length / 2);
  const char *at = copy, *end = copy + strlen (copy);
  guint newlines = 2; /* at the end of text; blank lines at its beginning are left out too */

  while (at < end) {
    char character;

    if (*at == '<') {
      skip_tag (&at, end);
      continue;
    }
    character = *at == '&' ? entity (&at) : *at++;
    if (character == '\r' || (newlines > 0 && (character == ' ' || character == '\t')))
      continue;
    newlines = character == '\n' ? newlines + 1 : 0;
    if (newlines <= 2)
      g_string_append_c (text, character);
  }
  return g_string_free (text, FALSE);
}

/* The folder of the newest Python 3 that has a library. */
static char *
find_python (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/usr/lib", 0, NULL);
  g_autofree char *found = NULL;

  for (const char *name = folder != NULL ? g_dir_read_name (folder) : NULL; name != NULL;
       name = g_dir_read_name (folder)) {
    g_autofree char *path = g_build_filename ("/usr/lib", name, NULL);
    g_autofree char *known = g_build_filename (path, "argparse.py", NULL);

    if (g_str_has_prefix (name, "python3.") && g_file_test (known, G_FILE_TEST_EXISTS) &&
        (found == NULL || strcmp (path, found) > 0)) {
      g_free (found);
      found = g_steal_pointer (&path);
    }
  }
  return found != NULL ? g_steal_pointer (&found) : g_strdup ("/usr/lib/python3");
}

LabText *
lab_installed_text_open (const LabInstalledText *installed,
                         gboolean as_characters,
                         LabTask *task,
                         GError **error)
{
  g_autofree char *python = find_python ();
  const struct
  {
    const char *name, *packed;
    Gathering gathered;
  } ways[] = {
      {"foldoc", "/usr/share/dictd/foldoc.dict.dz", {NULL}},
      {"gcide", "/usr/share/dictd/gcide.dict.dz", {NULL}},
      {"wordnet", NULL, {"/usr/share/wordnet", "data.", "", take_glosses}},
      {"sqlite", NULL, {"/usr/share/doc/sqlite3", "", ".html", lab_text_without_tags}},
      {"python", NULL, {python, "", ".py", g_strndup}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].name, installed->name))
      return ways[i].packed != NULL
                 ? open_packed (installed, ways[i].packed, as_characters, task, error)
                 : gather (installed, &ways[i].gathered, as_characters, task, error);
  g_return_val_if_reached (NULL);
}
