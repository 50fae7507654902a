/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue: exponents against the printed tables of the notes, and every entry complete. */
#include "theory/catalogue.h"

#include <math.h>
#include <string.h>

static double
exponent (const char *id, double beta, double d, double nu)
{
  LabTheorySetting setting = {beta, d, nu};
  const LabTheory *theory = lab_theory_find (id);

  g_assert_nonnull (theory);
  return lab_theory_exponent (theory, &setting);
}

static void
test_exponents (void)
{
  static const struct
  {
    const char *id;
    double beta, d, nu, value;
  } known[] = {
      {"paper-a-data", 1, 4, .5, .333},
      {"paper-a-data", 1, 30, .5, .0625},
      {"paper-a-model", 1, 12, .5, .167},
      {"paper-a-compute", 1, 6, .5, 1.0 / 7.0}, /* 1/7 iff d = 6 beta, 1/6 iff d = 5 beta */
      {"paper-a-compute", 1, 5, .5, 1.0 / 6.0},
      {"paper-b-v3", 1, 4, .5, 1.0 / 7.0},
      {"paper-b-v1", 1, 4, .5, 1.0 / 6.0},
      {"paper-b-two-phase", 1, 4, .5, 1.0 / 7.0},
      {"sharma-kaplan", 1, 4.0 / .076, .5, .076}, /* d = 52.6 for Kaplan */
      {"bahri-resolution-data", 1, 4, .5, .5},
      {"bahri-resolution-model", 10, 2, .5, 3.0}, /* saturates at 2 b */
      {"kernel-time", 1, 4, .5, .4},
      {"feature-learning-time", 1, 4, .5, .571},
      {"feature-learning-time", 1, 1, .5, 1.0}, /* r = 1: lazy and rich alike */
      {"kernel-compute", .15, 2, 1, .05},       /* CIFAR-5M: b = 2, a = 1.15 */
      {"kaplan-data", 1, 4, .5, .095},
      {"kaplan-model", 1, 4, .5, .076},
      {"chinchilla-data", 1, 4, .5, .28},
      {"chinchilla-model", 1, 4, .5, .34},
      {"epoch-data", 1, 4, .5, .366},
      {"epoch-model", 1, 4, .5, .348},
      {"bahri-variance-data", 1, 4, .5, 1.0},
      {"bahri-variance-model", 1, 4, .5, 1.0},
  };
  guint count;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpfloat_with_epsilon (exponent (known[i].id, known[i].beta, known[i].d, known[i].nu),
                                    known[i].value, 5.1e-4);
  lab_theory_catalogue (&count);
  g_assert_cmpuint (count, ==, 22);
}

static guint
sentences (const char *text)
{
  guint count = 0;

  for (const char *at = text; (at = strchr (at, '.')) != NULL; at++)
    count += at[1] == '\0' || (at[1] == ' ' && g_unichar_isupper (g_utf8_get_char (at + 2)));
  return count;
}

static void
test_complete (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);

  for (guint i = 0; i < count; i++) {
    LabTheorySetting setting = {0.5, 3.0, 0.5};
    double value = lab_theory_exponent (&theories[i], &setting);

    g_assert_true (g_hash_table_add (ids, (gpointer)theories[i].id));
    g_assert_true (isfinite (value) && value > 0.0);
    g_assert_true (*theories[i].name != '\0' && *theories[i].formula != '\0');
    g_assert_nonnull (strstr (theories[i].citation, "20"));
    g_assert_cmpuint (sentences (theories[i].statement), ==, 1);
    g_assert_cmpuint (sentences (theories[i].validity), ==, 1);
    /* A fit by others says so, and only a fit does. */
    g_assert_cmpint (theories[i].nature == LAB_NATURE_MEASUREMENT, ==,
                     strstr (theories[i].validity, "published fit") != NULL);
  }
  g_assert_null (lab_theory_find ("paper-c"));
}

/* Kaplan .105, Hoffmann .389, Epoch .577 from their data exponents; paper A exactly. */
static void
test_consistency (void)
{
  g_assert_cmpfloat_with_epsilon (lab_theory_consistent_alpha_N (.095), .105, 5e-4);
  g_assert_cmpfloat_with_epsilon (lab_theory_consistent_alpha_N (.28), .389, 5e-4);
  g_assert_cmpfloat_with_epsilon (lab_theory_consistent_alpha_N (.366), .577, 5e-4);
  for (double d = 1.0; d < 20.0; d += 1.0)
    g_assert_cmpfloat_with_epsilon (
        lab_theory_consistent_alpha_N (exponent ("paper-a-data", 0.7, d, .5)),
        exponent ("paper-a-model", 0.7, d, .5), 1e-12);
  g_assert_true (isnan (lab_theory_consistent_alpha_N (1.0)));
  g_assert_true (isnan (lab_theory_consistent_alpha_N (0.0)));
}

/* Paper A: N ~ C^(d / (2 (beta + d))), n ~ C^((2 beta + d) / (2 (beta + d))). */
static void
test_allocation (void)
{
  double beta = 0.7, d = 3.0, model, data, risk;

  lab_theory_allocation (exponent ("paper-a-model", beta, d, .5),
                         exponent ("paper-a-data", beta, d, .5), &model, &data, &risk);
  g_assert_cmpfloat_with_epsilon (model, d / (2.0 * (beta + d)), 1e-12);
  g_assert_cmpfloat_with_epsilon (data, (2.0 * beta + d) / (2.0 * (beta + d)), 1e-12);
  g_assert_cmpfloat_with_epsilon (risk, exponent ("paper-a-compute", beta, d, .5), 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/catalogue/exponents", test_exponents);
  g_test_add_func ("/catalogue/complete", test_complete);
  g_test_add_func ("/catalogue/consistency", test_consistency);
  g_test_add_func ("/catalogue/allocation", test_allocation);
  return g_test_run ();
}
