/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The held-out check of fitted curves: scores, refusals and its sentence. */
#include "core/error.h"
#include "fit/held-out.h"
#include "words/percent-words.h"
#include "words/place-words.h"
#include "known-curves.h"

#include <math.h>
#include <string.h>

/* Each model foretells the larger part of its own curve; a power law does not foretell a floor. */
static void
test_held_out (void)
{
  static const struct
  {
    KnownCurve curve;
    LabModel model;
    double limit;
    gboolean holds;
  } known[] = {
      {known_power, LAB_MODEL_POWER, 0.0, TRUE},
      {known_with_floor, LAB_MODEL_POWER_FLOOR, 0.0, TRUE},
      {known_broken, LAB_MODEL_BROKEN, 1000.0, TRUE},
      {known_two_phase, LAB_MODEL_TWO_PHASE, 1000.0, TRUE},
      {known_with_floor, LAB_MODEL_POWER, 0.0, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    LabFitSample samples[2 * KNOWN_POINTS];
    guint count = known_samples (known[i].curve, 2, 0.03, 7, samples);
    LabFitOptions options = {.model = known[i].model, .seed = 1};
    g_autoptr (LabHeldOut) held_out =
        lab_held_out_new (samples, count, &options, known[i].limit, NULL);
    g_assert_nonnull (held_out);
    g_autofree char *words = lab_held_out_words (held_out, "n");
    g_test_message ("%s: inside %.2f, error %.3f: %s", lab_model_name (known[i].model),
                    held_out->inside, held_out->error, words);
    if (known[i].limit == 0.0)
      g_assert_cmpuint (held_out->count, ==, 2 * (KNOWN_POINTS / 3));
    for (guint k = 0; k < held_out->count; k++)
      g_assert_cmpfloat (held_out->points[k].x, >, held_out->limit);
    g_assert_cmpfloat (held_out->fit.x_maximum, <=, held_out->limit);
    if (known[i].holds) {
      g_assert_cmpfloat (held_out->inside, >=, 0.85);
      g_assert_cmpfloat (held_out->error, <, 0.15);
    } else {
      g_assert_cmpfloat (held_out->inside, <, 0.5);
      g_assert_cmpfloat (held_out->bias, >, 0.2);
      g_assert_nonnull (strstr (words, "promised too much"));
    }
  }
}

/* Praise needs a small error and a narrow band, both of which are said: much noise makes a band that holds
 * everything and foretells nothing. */
static void
test_praise (void)
{
  static const double noises[] = {0.02, 0.4};

  for (gsize n = 0; n < G_N_ELEMENTS (noises); n++) {
    LabFitSample samples[2 * KNOWN_POINTS];
    guint count = known_samples (known_power, 2, noises[n], 5, samples);
    LabFitOptions options = {.model = LAB_MODEL_POWER, .seed = 1};
    g_autoptr (LabHeldOut) held_out = lab_held_out_new (samples, count, &options, 0.0, NULL);
    g_autofree char *words = lab_held_out_words (held_out, "n");
    const LabHeldOutPoint *last = &held_out->points[held_out->count - 1];

    g_test_message ("%s", words);
    g_assert_cmpfloat (held_out->inside, >=, 0.9);
    g_assert_cmpfloat_with_epsilon (held_out->half_width, last->high / last->predicted - 1.0,
                                    0.02 * last->high / last->predicted);
    g_assert_cmpint (held_out->foretold, ==, n == 0);
    g_assert_nonnull (strstr (words, n == 0 ? "foretold them" : "says little"));
    g_assert_nonnull (strstr (words, "the band ±"));
  }
}

static void
test_held_out_refusals (void)
{
  LabFitSample samples[KNOWN_POINTS];
  guint count = known_samples (known_power, 1, 0.03, 7, samples);
  LabFitOptions options = {.model = LAB_MODEL_POWER};
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_held_out_new (samples, count, &options, 1e9, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (samples, 4, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (samples, 1, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (NULL, 0, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
}

/* Each sentence and refusal, whole. */
static void
test_sentences (void)
{
  static const struct
  {
    LabHeldOut held_out;
    const char *sentence;
  } known[] = {
      {{.count = 8,
        .limit = 512,
        .inside = 1.0,
        .error = 0.0488,
        .bias = 0.0198,
        .half_width = 0.12,
        .foretold = TRUE},
       "8 of 8 points beyond n = 512, which the fit had not seen, lie inside its band: the curve "
       "foretold them (typical error 5 %, on average 2 %; the band ±12 % at the end)."},
      {{.count = 8,
        .limit = 512,
        .inside = 1.0,
        .error = 0.0488,
        .bias = 0.0198,
        .half_width = 0.6},
       "8 of 8 points beyond n = 512, which the fit had not seen, lie inside its band, but that "
       "says "
       "little (typical error 5 %, on average 2 %; the band ±60 % at the end)."},
      {{.count = 8,
        .limit = 512,
        .inside = 0.25,
        .error = 0.4055,
        .bias = 0.4055,
        .half_width = 0.1},
       "Only 2 of 8 points beyond n = 512, which the fit had not seen, lie inside its band: the "
       "curve "
       "promised too much (typical error 50 %, on average 33 % too low; the band ±10 % at the "
       "end)."},
      {{.count = 8,
        .limit = 512,
        .inside = 0.25,
        .error = 0.4055,
        .bias = -0.4055,
        .half_width = 0.1},
       "Only 2 of 8 points beyond n = 512, which the fit had not seen, lie inside its band: the "
       "curve "
       "promised too little (typical error 50 %, on average 50 % too high; the band ±10 % at the "
       "end)."},
  };
  LabFitSample samples[KNOWN_POINTS];
  guint count = known_samples (known_power, 1, 0.03, 7, samples);
  LabFitOptions options = {.model = LAB_MODEL_POWER};
  g_autoptr (GError) beyond = NULL, few = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *sentence = lab_held_out_words (&known[i].held_out, "n");
    g_assert_cmpstr (sentence, ==, known[i].sentence);
  }
  g_assert_null (lab_held_out_new (samples, count, &options, 1e9, &beyond));
  g_assert_nonnull (strstr (beyond->message, "A held-out check needs points beyond those that are "
                                             "fitted; there is none beyond x = "));
  g_assert_null (lab_held_out_new (samples, 1, &options, 0.0, &few));
  g_assert_nonnull (strstr (few->message, "A held-out check needs points "));
}

/* A smaller part that no law fits foretells nothing. */
static void
test_none_fits (void)
{
  LabFitSample samples[36];
  LabFitOptions options = {.model = LAB_MODEL_AUTO, .seed = 1};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    double x = pow (10.0, 4.0 * i / (G_N_ELEMENTS (samples) - 1.0));
    samples[i] = (LabFitSample){.x = x, .y = exp (-0.3 * log (x) + 0.4 * sin (3.0 * log (x)))};
  }
  g_assert_null (lab_held_out_new (samples, G_N_ELEMENTS (samples), &options, 0.0, &error));
  g_assert_cmpstr (
      error->message, ==,
      "None of the laws fits the smaller part of the points: there is nothing to foretell "
      "the others by.");
}

/* Large places, such as compute, are powers of ten. */
static void
test_words (void)
{
  static const struct
  {
    double x;
    const char *words;
  } places[] = {
      {3.04153e9, "3.04\u00a0×\u00a010^9"},
      {9.9961e11, "1.00\u00a0×\u00a010^12"},
      {1e6, "1.00\u00a0×\u00a010^6"},
      {4e-5, "4.00\u00a0×\u00a010^\u22125"},
      {999999.0, "999999"},
      {8192.0, "8192"},
      {256.0, "256"},
      {12.5, "12.5"},
      {0.0625, "0.0625"},
  };
  LabHeldOut held_out = {.count = 7, .limit = 3.04153e9, .inside = 1.0};
  g_autofree char *sentence = lab_held_out_words (&held_out, "n");

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *words = lab_place_words (places[i].x);
    g_assert_cmpstr (words, ==, places[i].words);
  }
  g_assert_nonnull (strstr (sentence, "beyond n = 3.04\u00a0×\u00a010^9, which"));
}

/* Measured three times the prediction: the curve lies two thirds too low, not 200 %; measured a third
 * of it: 200 % too high. */
static void
test_words_off (void)
{
  LabHeldOut held_out = {.count = 7, .limit = 10.0, .error = log (3.0), .bias = log (3.0)};
  g_autofree char *low = lab_held_out_words (&held_out, "n");

  held_out.bias = -log (3.0);
  g_autofree char *high = lab_held_out_words (&held_out, "n");
  g_assert_nonnull (strstr (low, "typical error 200 %, on average 67 % too low"));
  g_assert_nonnull (strstr (high, "typical error 200 %, on average 200 % too high"));
}

/* No error is a small one, and what has no digits to show is said in words. */
static void
test_words_extreme (void)
{
  static const struct
  {
    double share;
    const char *words;
  } shares[] = {
      {0.0, "less than 0.1 %"},
      {0.0009, "less than 0.1 %"},
      {0.0012, "0.1 %"},
      {0.0094, "0.9 %"},
      {0.0096, "1 %"},
      {0.014, "1 %"},
      {0.994, "99 %"},
      {10.0, "1000 %"},
      {10.01, "more than 1000 %"},
      {INFINITY, "more than 1000 %"},
      {NAN, "an unknown part"},
  };
  LabHeldOut none = {.count = 2, .limit = 8.0, .inside = 1.0};
  LabHeldOut all = {.count = 2, .limit = 8.0, .error = INFINITY, .bias = INFINITY};
  g_autofree char *exact = lab_held_out_words (&none, "n");
  g_autofree char *lost = lab_held_out_words (&all, "n");

  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++) {
    g_autofree char *words = lab_percent_words (shares[i].share);
    g_assert_cmpstr (words, ==, shares[i].words);
  }
  g_assert_nonnull (strstr (exact, "typical error less than 0.1 %, on average less than 0.1 %"));
  g_assert_nonnull (strstr (lost, "typical error more than 1000 %, on average more than 99 % too"));
  all.bias = -INFINITY;
  g_free (lost);
  lost = lab_held_out_words (&all, "n");
  g_assert_nonnull (strstr (lost, "on average more than 1000 % too high"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/held-out/known", test_held_out);
  g_test_add_func ("/held-out/praise", test_praise);
  g_test_add_func ("/held-out/refusals", test_held_out_refusals);
  g_test_add_func ("/held-out/sentences", test_sentences);
  g_test_add_func ("/held-out/none-fits", test_none_fits);
  g_test_add_func ("/held-out/words", test_words);
  g_test_add_func ("/held-out/words-off", test_words_off);
  g_test_add_func ("/held-out/words-extreme", test_words_extreme);
  return g_test_run ();
}
