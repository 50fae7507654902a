/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of file that holds a table. */
#include "read-table.h"
#include "table/events.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define ROWS "x,y\n1,0.5\n20,0.25\n"

static void
check_rows (const LabTable *table, const char *x, const char *y)
{
  g_assert_cmpuint (lab_table_rows (table), ==, 2);
  g_assert_cmpfloat (table_number (table, 0, x), ==, 1.0);
  g_assert_cmpfloat (table_number (table, 0, y), ==, 0.5);
  g_assert_cmpfloat (table_number (table, 1, x), ==, 20.0);
  g_assert_cmpfloat (table_number (table, 1, y), ==, 0.25);
}

static void
test_markdown (void)
{
  g_autoptr (LabTable) table =
      table_of_text ("# Results\n\nSome words.\n\n| x | `y` | z |\n"
                     "|:--|--:|---|\n| 1 | **0.5** | — |\n| 20 | 0.25 | a |\n\n"
                     "More words | less.\n");

  g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_MARKDOWN);
  check_rows (table, "x", "y");
}

static void
test_latex (void)
{
  g_autoptr (LabTable) table =
      table_of_text ("\\begin{table}\n\\caption{Words \\& "
                     "more}\n\\begin{tabular}{lr}\n\\toprule\nx & y \\\\ % names\n"
                     "\\midrule\n$1$ & \\textbf{0.5} \\\\\n\\cmidrule(lr){1-2} 20 &\n  "
                     "$2.5\\times10^{-1}$ \\\\ \\bottomrule\n"
                     "\\end{tabular}\n\\end{table}\nWords after & it.\n");

  g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_LATEX);
  check_rows (table, "x", "y");
}

/* Lines of objects, lists, objects of lists, and what trainers leave. */
static void
test_json (void)
{
  static const struct
  {
    const char *text, *x, *y;
  } texts[] = {
      {"{\"x\": 1, \"y\": 0.5}\n{\"x\": 20, \"y\": 2.5e-1, \"name\": \"a\\u00e9\\n\"}\n", "x", "y"},
      {"[{\"x\": 1, \"eval\": {\"y\": 0.5}},\n {\"x\": 20, \"eval\": {\"y\": 0.25}}]", "x",
       "eval/y"},
      {"{\"x\": [1, 20],\n \"y\": [0.5, 0.25], \"name\": \"a\"}", "x", "y"},
      {"{\"best\": null, \"log_history\": [{\"x\": 1, \"y\": 0.5}, {\"x\": 20, \"y\": 0.25}],\n"
       " \"epoch\": 3.0, \"callbacks\": {\"args\": {\"patience\": 1}, \"list\": [1, 2]}}",
       "x", "y"},
      {"[[1, 0.5], [20, 0.25]]", "1", "2"},
      {"{'x': 1, 'y': 0.5, 'z': nan}\n{'x': 20, 'y': 0.25, 'z': None}\n", "x", "y"},
      {"{\"x\": 1, \"y\": 0.5}\n{\"x\": 20, \"y\": 0.25}\n{\"x\": 3", "x", "y"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%s", texts[i].text);
    g_autoptr (LabTable) table = table_of_text (texts[i].text);

    g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_JSON);
    check_rows (table, texts[i].x, texts[i].y);
    g_assert_cmpint (lab_table_find (table, "best"), ==, -1);
    g_assert_cmpuint (lab_table_lines_passed (table), ==, i == 6 ? 1 : 0);
  }
}

/* Lines that trainers print, each with step and loss. */
static void
test_logs (void)
{
  static const struct
  {
    const char *text, *x, *y;
  } logs[] = {
      {"Epoch:[0/19](1/24681) loss:0.5 lr:0.00020000 epoch_Time:90.0min:\n"
       "Epoch:[0/19](20/24681) loss:0.25 lr:0.00020000 epoch_Time:90.0min:\n",
       "step", "loss"},
      {"step=1 loss=0.5\nstep=20 loss=2.5e-01\n", "step", "loss"},
      {"number of parameters: 10.65M\niter 1: loss 0.5000, time 12.1ms\niter 20: loss 0.2500, time "
       "11ms\n",
       "iter", "loss"},
      {"step 1: train loss 0.5, val loss 0.6\nstep 20: train loss 0.25, val loss 0.3\n", "step",
       "train loss"},
      {" iteration 1/ 500000 | consumed samples: 256 | elapsed time per iteration (ms): 12.3 | lm "
       "loss: 5.0E-01 |\n"
       " iteration 20/ 500000 | consumed samples: 512 | elapsed time per iteration (ms): 12.3 | lm "
       "loss: 2.5E-01 |\n",
       "iteration", "lm loss"},
      {"2024-01-01 12:00:00,123 INFO train: step=1, loss=0.5\n"
       "2024-01-01 12:00:01,123 INFO saving to runs/7 ...\n"
       "2024-01-01 12:00:02,123 INFO train: step=20, loss=0.25\n",
       "step", "loss"},
      {"INFO {\"step\": 1, \"loss\": 0.5}\nINFO {\"step\": 20, \"loss\": 0.25}\n", "step", "loss"},
      {"{'step': 1, 'loss': 0.5}\n  1%|    | 1/100 [00:01<01:30, 1.1it/s]\n{'step': 20, 'loss': "
       "0.25}\n",
       "step", "loss"},
      {"Step [1/100], Loss: 0.5\nStep [20/100], Loss: 0.25\n", "Step", "Loss"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++) {
    g_test_message ("%s", logs[i].text);
    g_autoptr (LabTable) table = table_of_text (logs[i].text);

    g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_LOG);
    check_rows (table, logs[i].x, logs[i].y);
  }
}

static void
append_little (GString *bytes, guint64 value, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (bytes, (char)(value >> (8 * i) & 0xff));
}

static void
append_record (GString *file, const GString *event)
{
  const gsize start = file->len;

  append_little (file, event->len, 8);
  append_little (file, lab_events_checksum (file->str + start, 8), 4);
  g_string_append_len (file, event->str, (gssize)event->len);
  append_little (file, lab_events_checksum (event->str, event->len), 4);
}

/* An event with one scalar, as simple value or as tensor. */
static void
append_scalar (GString *file, guint step, const char *tag, float value, gboolean as_tensor)
{
  g_autoptr (GString) event = g_string_new (NULL), inner = g_string_new (NULL);
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  g_string_append_printf (inner, "\x0a%c%s", (char)strlen (tag), tag);
  if (as_tensor) {
    g_string_append_len (inner, "\x42\x08\x08\x01\x22\x04", 6);
    append_little (inner, bits, 4);
  } else {
    g_string_append_c (inner, '\x15');
    append_little (inner, bits, 4);
  }
  g_string_append_c (event, '\x09');
  append_little (event, 0x41d8000000000000, 8);
  g_string_append_printf (event, "\x10%c\x2a%c\x0a%c", (char)step, (char)(inner->len + 2),
                          (char)inner->len);
  g_string_append_len (event, inner->str, (gssize)inner->len);
  append_record (file, event);
}

static GString *
event_file (void)
{
  GString *file = g_string_new (NULL);
  g_autoptr (GString) version = g_string_new (NULL);

  g_string_append_c (version, '\x09');
  append_little (version, 0x41d8000000000000, 8);
  g_string_append (version, "\x1a\x0d"
                            "brain.Event:2");
  append_record (file, version);
  append_scalar (file, 1, "train/loss", 0.5f, FALSE);
  append_scalar (file, 1, "lr", 0.125f, FALSE);
  append_scalar (file, 20, "train/loss", 0.25f, TRUE);
  return file;
}

/* Two steps of two scalars; a wrong bit is refused, and a record cut short is left out. */
static void
test_events (void)
{
  g_autoptr (GString) file = event_file ();
  g_autoptr (LabTable) table = lab_table_parse ("t.txt", file->str, file->len, NULL);
  g_autoptr (LabTable) cut = lab_table_parse ("t.txt", file->str, file->len - 3, NULL);

  g_assert_nonnull (table);
  g_assert_cmpint (lab_table_format (table), ==, LAB_TABLE_EVENTS);
  check_rows (table, "step", "train/loss");
  g_assert_cmpfloat (table_number (table, 0, "lr"), ==, 0.125);
  g_assert_true (isnan (table_number (table, 1, "lr")));
  g_assert_cmpuint (lab_table_rows (cut), ==, 1);
  g_assert_cmpuint (lab_table_lines_passed (cut), ==, 1);
  /* What other programs compute: CRC-32C of 32 zeros is 0x8a9136aa, here masked. */
  const char zeros[32] = {0};
  g_assert_cmphex (lab_events_checksum (zeros, 32), ==,
                   (guint32)((0x8a9136aau >> 15 | 0x8a9136aau << 17) + 0xa282ead8u));
  file->str[file->len - 6] ^= 1;
  table_refuses (file->str, file->len, "the checksum of record 4");
}

static GByteArray *
zip (const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  GByteArray *bytes = g_byte_array_new ();
  gsize taken, made;

  g_byte_array_set_size (bytes, 4096);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), text, strlen (text), bytes->data,
                                        bytes->len, G_CONVERTER_INPUT_AT_END, &taken, &made, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_byte_array_set_size (bytes, (guint)made);
  return bytes;
}

/* gzip, of one member or two; cut short it is refused. */
static void
test_gzip (void)
{
  g_autoptr (GByteArray) one = zip (ROWS), first = zip ("x,y\n1,0.5\n"), second = zip ("20,0.25\n");
  g_autoptr (LabTable) table = lab_table_parse ("t.txt", (char *)one->data, one->len, NULL);
  g_autoptr (LabTable) two = NULL;

  check_rows (table, "x", "y");
  table_refuses ((char *)one->data, one->len - 9, "compressed by gzip, and damaged or cut short");
  g_byte_array_append (first, second->data, second->len);
  two = lab_table_parse ("t.txt", (char *)first->data, first->len, NULL);
  check_rows (two, "x", "y");
}

/* A small file that becomes larger than allowed is refused while it does. */
static void
test_gzip_bomb (void)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *blanks = g_strnfill ((gsize)LAB_TABLE_MOST_BYTES + 1, '\n');
  gsize taken, made;

  g_byte_array_set_size (bytes, 1 << 20);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), blanks,
                                        (gsize)LAB_TABLE_MOST_BYTES + 1, bytes->data, bytes->len,
                                        G_CONVERTER_INPUT_AT_END, &taken, &made, NULL),
                   ==, G_CONVERTER_FINISHED);
  table_refuses ((char *)bytes->data, made, "too large; at most 64 MiB");
}

/* UTF-16 of both orders, with a mark and without. */
static void
test_utf16 (void)
{
  static const char *const codes[] = {"UTF-16LE", "UTF-16BE", "UTF-16"};

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    gsize length;
    g_autofree char *wide = g_convert (ROWS, -1, codes[i], "UTF-8", NULL, &length, NULL);
    g_autoptr (LabTable) table = lab_table_parse ("t.txt", wide, length, NULL);

    g_assert_nonnull (table);
    check_rows (table, "x", "y");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/table-formats/markdown", test_markdown);
  g_test_add_func ("/table-formats/latex", test_latex);
  g_test_add_func ("/table-formats/json", test_json);
  g_test_add_func ("/table-formats/logs", test_logs);
  g_test_add_func ("/table-formats/events", test_events);
  g_test_add_func ("/table-formats/gzip", test_gzip);
  g_test_add_func ("/table-formats/gzip-bomb", test_gzip_bomb);
  g_test_add_func ("/table-formats/utf-16", test_utf16);
  return g_test_run ();
}
