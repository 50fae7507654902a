/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of numbers: alignment, zeroes, and refusals instead of crashes. */
#include "core/error.h"
#include "core/memory.h"

#include <stdint.h>
#include <string.h>

static void
test_aligned_and_zeroed (void)
{
  static const gsize counts[] = {0, 1, 15, 16, 17, 1000, 100003, 600001};

  /* The second round meets the dirty memory that the first one gave back. */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
      g_autoptr (GError) error = NULL;
      guint8 *block = lab_memory_new (counts[i], sizeof (float), "a test", &error);

      g_assert_no_error (error);
      g_assert_nonnull (block);
      g_assert_cmpuint ((uintptr_t)block % LAB_MEMORY_ALIGNMENT, ==, 0);
      for (gsize k = 0; k < counts[i] * sizeof (float); k++)
        g_assert_cmpuint (block[k], ==, 0);
      memset (block, 0xa5, counts[i] * sizeof (float));
      lab_memory_free (block);
    }
  lab_memory_free (NULL);
}

static void
test_refuses_what_cannot_be (void)
{
  /* Products that wrap around to 0, to 64 and by the rounding up, and one that no machine has. */
  static const struct
  {
    gsize count, element_size;
  } sizes[] = {
      {G_MAXSIZE / 2 + 1, 2},
      {G_MAXSIZE / 4 + 17, 4},
      {G_MAXSIZE - 10, 1},
      {(gsize)1 << 50, sizeof (double)},
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    gpointer block =
        lab_memory_new (sizes[i].count, sizes[i].element_size, "the marble lion", &error);

    g_assert_null (block);
    g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
    g_assert_nonnull (strstr (error->message, "the marble lion"));
    g_assert_null (lab_memory_new (sizes[i].count, sizes[i].element_size, "a lion", NULL));
    g_assert_null (
        lab_memory_new_untouched (sizes[i].count, sizes[i].element_size, "a lion", NULL));
  }
}

/* Aligned too, and all of it can be written to. */
static void
test_untouched (void)
{
  const gsize count = 600001;
  guint8 *block = lab_memory_new_untouched (count, sizeof (float), "a test", NULL);

  g_assert_nonnull (block);
  g_assert_cmpuint ((uintptr_t)block % LAB_MEMORY_ALIGNMENT, ==, 0);
  memset (block, 0xa5, count * sizeof (float));
  g_assert_cmpuint (block[count * sizeof (float) - 1], ==, 0xa5);
  lab_memory_free (block);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/memory/aligned-and-zeroed", test_aligned_and_zeroed);
  g_test_add_func ("/memory/refuses-what-cannot-be", test_refuses_what_cannot_be);
  g_test_add_func ("/memory/untouched", test_untouched);
  return g_test_run ();
}
