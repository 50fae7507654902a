/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every command: one table of exit statuses, pipes and standard input where a file is
 * read, names of any bytes, and nothing from a file that steers the terminal. */
#include "program.h"

#include "cli/exit.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* As in a shell, with $P for the program. */
static ProgramResult
shell (const char *directory, const char *script)
{
  g_autofree char *whole = g_strdup_printf ("P=%s; %s", g_getenv ("LAB_PROGRAM"), script);
  const char *argv[] = {"/bin/bash", "-c", whole, NULL};
  ProgramResult result = {.status = -1};
  int wait_status = 0;

  if (g_spawn_sync (directory, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out,
                    &result.err, &wait_status, NULL))
    result.status = program_exit_status (wait_status);
  return result;
}

#define ROWS "printf '100,0.5\\n200,0.4\\n400,0.3\\n800,0.25\\n1600,0.2\\n'"
#define MAKE "printf 'a,b\\n'; for i in $(seq 40); do echo $i,$((i * i % 7)); done"

typedef struct
{
  const char *name;
  const char *script;
  int status;
  const char *out, *err; /* parts; NULL: nothing there */
} Case;

static const Case cases[] = {
    {"done", "$P theory", 0, "beta", NULL},
    {"file-missing", "$P fit none.csv", 1, NULL, "none.csv cannot be read"},
    {"points-missing", "$P run points=none.csv", 1, NULL, "none.csv cannot be read"},
    {"dimension-missing", "$P dimension none.csv", 1, NULL, "none.csv cannot be read"},
    {"data-too-few", "echo 1,2 | $P fit -", 1, NULL, "4 different positions"},
    {"key-unknown", "$P run colour=red", 2, NULL, "colour"},
    {"value-wrong", "$P predict n=-1", 2, NULL, "n=-1"},
    {"option-wrong", "$P fit x.csv --model cubic", 2, NULL, "--model cubic"},
    {"dash", ROWS " | $P fit -", 0, "5 different positions", NULL},
    {"stdin-redirected", ROWS " > t.csv; $P fit - < t.csv", 0, "5 different positions", NULL},
    {"dev-stdin", ROWS " | $P fit /dev/stdin", 0, "5 different positions", NULL},
    {"substitution", "$P fit <(" ROWS ")", 0, "5 different positions", NULL},
    {"slow-pipe", "(sleep 0.3; " ROWS ") | $P fit -", 0, "5 different positions", NULL},
    {"dimension-dash", "(" MAKE ") | $P dimension - --estimator mle", 0, "mle", NULL},
    {"points-dash",
     "(" MAKE ") | $P run points=- steps=1 grid=16 repeats=1 width=4 tokens=1 --json", 0,
     "\"path\" : \"-\"", NULL},
    {"two-dashes", ROWS " > ./-d.csv; $P fit -- -d.csv", 0, "5 different positions", NULL},
    {"two-dashes-after", ROWS " > ./--json; $P fit --json -- --json", 0, "\"exponent\"", NULL},
    {"device", "$P fit /dev/zero", 1, NULL, "it is a device"},
    {"folder", "$P dimension .", 1, NULL, "it is a folder"},
    {"endless", "yes 1,2 | $P fit -", 1, NULL, "at most 64 MiB"},
    {"missing-first", "(echo NA,9; " ROWS ") | $P fit -", 0, "not finite", NULL},
    {"missing-first-points", "(echo NA,9; " MAKE ") | $P dimension -", 1, NULL,
     "line 1, column 1: “NA”"},
    {"follow",
     ROWS " > t.csv; $P fit t.csv --follow > o 2>&1 & p=$!; "
          "for i in $(seq 300); do grep -q 'Rows: 5' o && break; sleep .1; done; printf '3200,0.1' "
          ">> t.csv; "
          "printf '6\\n' >> t.csv; for i in $(seq 300); do grep -q 'Rows: 6' o && break; sleep .1; "
          "done; "
          "kill -TERM $p; wait $p; s=$?; cat o; rm t.csv o; exit $s",
     143, "6 different positions from 100 to 3200", NULL},
    {"thousands", "(echo '\"1,000\",0.03'; " ROWS ") | $P fit -", 0,
     "6 different positions from 100 to 1600", NULL},
    {"percent", "(echo '3 %,0.03'; " ROWS ") | $P fit -", 0,
     "6 different positions from 0.03 to 1600", NULL},
    {"mixed", "(echo x,9; " ROWS ") | $P fit -", 1, NULL, "“x” names a column and “9”"},
    {"mixed-points", "(echo x,9; " ROWS ") | $P dimension -", 1, NULL,
     "“x” names a column and “9”"},
    {"names", "(echo n,err_1; " ROWS ") | $P fit -", 0, "err_1 against n", NULL},
    {"escape-in-header", "(printf 'n,\\033[31mred\\n'; " ROWS ") | $P fit -", 0, "\\x1B[31mred",
     NULL},
    {"escape-in-field", "(" ROWS "; printf '9,\\033]0;x\\a\\n') | $P fit -", 1, NULL,
     "“\\x1B]0;x\\x07”"},
    {"escape-in-points", "(" ROWS "; printf '9,\\033[2J\\n') | $P dimension -", 1, NULL,
     "“\\x1B[2J”"},
    {"escape-in-name", "$P fit $'a\\nb\\033c'", 1, NULL, "a\\x0Ab\\x1Bc cannot be read"},
    {"direction-in-header", "(printf 'n,\\342\\200\\256red\\n'; " ROWS ") | $P fit -", 0,
     "\\xE2\\x80\\xAEred against n", NULL},
    {"line-in-name", "$P fit $'a\\342\\200\\250b'", 1, NULL, "a\\xE2\\x80\\xA8b cannot be read"},
    {"escape-in-word", "$P run $'d=\\033[1m'", 2, NULL, "d=\\x1B[1m"},
    {"label-as-results-spell-it",
     "(" MAKE ") | sed '1s/.*/a,my c/' > l.csv; $P run points=l.csv "
     "'labels=my c' steps=1 grid=16 repeats=1 width=4 tokens=1 --out o1 > one; $P run points=l.csv "
     "$(grep -o 'labels=[^ ]*' o1/points.csv) steps=1 grid=16 repeats=1 width=4 tokens=1 --out o2 "
     "> two; "
     "cmp o1/points.csv o2/points.csv && grep -o labels=my%20c o2/points.csv",
     0, "labels=my%20c", NULL},
    {"names-what-was-asked-for", "$P sample d=2 --out nodir/x.csv", 1, NULL,
     "cannot be written to nodir/x.csv: No such"},
    {"option-without-value", "$P --size", 2, NULL, "--size"},
    {"option-unknown", "$P --view=chart --foo", 2, NULL, "--foo"},
    {"words-after-help", "$P --help extra", 2, NULL, "extra"},
    {"needed-is-told", "$P sample n=1000000 D=256 d=20", 2, NULL, "at most"},
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = shell (directory, one->script);

  g_assert_cmpint (result.status, ==, one->status);
  if (one->out == NULL)
    g_assert_cmpstr (result.out, ==, "");
  else
    g_assert_nonnull (strstr (result.out, one->out));
  if (one->err == NULL)
    g_assert_cmpstr (result.err, ==, "");
  else {
    g_assert_nonnull (strstr (result.err, one->err));
    /* One sentence in one line. */
    g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
  }
  g_assert_null (strchr (result.out, '\033'));
  g_assert_null (strchr (result.err, '\033'));
  program_remove (directory);
}

/* A name that is no UTF-8 comes back out of our files, which are UTF-8 all the same. */
static void
test_any_bytes (void)
{
  g_autofree char *directory = program_directory ();
  g_auto (ProgramResult) result = shell (
      directory, "(" MAKE ") > $'m\\xffne \\x1b%.csv';"
                 "$P run points=$'m\\xffne \\x1b%.csv' steps=1 grid=16 repeats=1 width=4 tokens=1 "
                 "--out $'o\\xfe' && cp -r $'o\\xfe' o1 && "
                 "$P run $(grep -o 'points=[^ ]*' o1/points.csv) steps=1 grid=16 repeats=1 width=4 "
                 "tokens=1 --out o2 > two && cmp o1/points.csv o2/points.csv && cat "
                 "$'o\\xfe/points.csv' $'o\\xfe/fits.json' && "
                 "$P fit --x n --y excess_risk $'o\\xfe/points.csv'");

  /* One size: too few for a fit, but read. */
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "4 different positions"));
  g_assert_true (g_utf8_validate (result.out, -1, NULL));
  g_assert_null (strchr (result.out, '\033'));
  g_assert_nonnull (strstr (result.out, "Written into o\\xFE: points.csv"));
  g_assert_nonnull (strstr (result.out, " points=m%FFne%20%1B%25.csv "));
  g_assert_nonnull (strstr (result.out, "\"path\" : \"m%FFne%20%1B%25.csv\""));
  g_assert_nonnull (strstr (result.out, "\"path_encoding\" : \"percent\""));
  program_remove (directory);
}

/* A pipe that keeps silent is left at once, by the signal's own status. */
static void
test_silent_pipe (gconstpointer words)
{
  g_autofree char *directory = program_directory ();
  g_autofree char *script = g_strdup_printf ("mkfifo pipe; $P %s & p=$!; sleep 0.4; kill -TERM $p; "
                                             "wait $p",
                                             (const char *)words);
  g_auto (ProgramResult) result = shell (directory, script);

  g_assert_cmpint (result.status, ==, 128 + SIGTERM);
  g_assert_cmpstr (result.out, ==, "");
  program_remove (directory);
}

/* Help and man page print the table. */
static void
test_table_is_told (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("LAB_SOURCE"), "data/scaling-lab.1", NULL);
  g_autofree char *page = NULL;
  g_auto (ProgramResult) help = program_run (NULL, "--help");
  g_autoptr (GString) flat = g_string_new (help.out);

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  g_string_replace (flat, "\n      ", " ", 0);
  for (const LabExitWords *words = lab_exit_words; words->meaning != NULL; words++) {
    g_autofree char *in_help = g_strdup_printf ("\n  %s %s", words->name, words->meaning);
    g_autofree char *in_page = g_strdup_printf (".B %s\n", words->name);

    g_assert_nonnull (strstr (flat->str, in_help));
    g_assert_nonnull (strstr (strstr (page, ".SH EXIT STATUS"), in_page));
  }
}

int
main (int argc, char **argv)
{
  static const char *const silent[] = {"fit pipe", "dimension pipe", "run points=pipe"};

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  program_require ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/cli-manners/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-manners/silent/%" G_GSIZE_FORMAT, i);

    g_test_add_data_func (path, silent[i], test_silent_pipe);
  }
  g_test_add_func ("/cli-manners/any-bytes", test_any_bytes);
  g_test_add_func ("/cli-manners/table-is-told", test_table_is_told);
  return g_test_run ();
}
