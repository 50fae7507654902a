/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix products of one optimiser step: the trainer's own kernels beside OpenBLAS.
 *
 *   bench-gemm WIDTH SECONDS
 *     GFLOP/s of forward, input-gradient and weight-gradient products, each over the four dense
 *     layers of a block (m -> 3m, m -> m, m -> 4m, 4m -> m) and the 1,024 columns of 64 examples of
 *     16 tokens; and the OpenBLAS kernels in use.
 *
 * Each side has the data in its own best order. Own: features in rows, chunks of 256 columns, as in
 * the trainer. OpenBLAS: columns in rows, one thread, NN and TN only with transposed copies of the
 * weights, rows cut where its path for small matrices ends. Both must give the same numbers. */
#include "clock.h"
#include "products.h"

#include "transformer/simd-level.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/random.h"

#define COLUMNS 1024
#define CHUNK   256
#define STRIDE  272 /* of a chunk: an odd number of cache lines, as in the workspace */
#define CHUNKS  (COLUMNS / CHUNK)
#define LAYERS  4

typedef struct
{
  guint out, in;
  float *w, *w_transposed; /* (out, in), (in, out) */
  float *own_x, *own_y;    /* (CHUNKS, in or out, STRIDE) */
  float *blas_x, *blas_y;  /* (COLUMNS, in or out) */
  float *own_w_gradient;   /* (out, in) */
  float *blas_w_gradient;  /* (out, in) */
} Layer;

static float *
numbers (gsize count)
{
  float *values = aligned_alloc (64, (count * sizeof (float) + 63) / 64 * 64);
  LabRandom random;

  lab_random_init (&random, 1, (guint32)count, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, count, values);
  return values;
}

/* Features in rows, in chunks. */
static float *
own_copy (guint features, const float *rows)
{
  float *chunks = numbers ((gsize)CHUNKS * features * STRIDE);

  for (guint c = 0; c < COLUMNS; c++)
    for (guint i = 0; i < features; i++)
      chunks[((gsize)(c / CHUNK) * features + i) * STRIDE + c % CHUNK] = rows[c * features + i];
  return chunks;
}

static void
layer_init (Layer *layer, guint out, guint in)
{
  *layer = (Layer){.out = out,
                   .in = in,
                   .w = numbers ((gsize)out * in),
                   .w_transposed = numbers ((gsize)out * in),
                   .blas_x = numbers ((gsize)COLUMNS * in),
                   .blas_y = numbers ((gsize)COLUMNS * out),
                   .own_w_gradient = numbers ((gsize)out * in),
                   .blas_w_gradient = numbers ((gsize)out * in)};
  for (guint i = 0; i < out; i++)
    for (guint j = 0; j < in; j++)
      layer->w_transposed[(gsize)j * out + i] = layer->w[(gsize)i * in + j];
  layer->own_x = own_copy (in, layer->blas_x);
  layer->own_y = own_copy (out, layer->blas_y);
}

static void
layer_clear (Layer *layer)
{
  free (layer->w);
  free (layer->w_transposed);
  free (layer->own_x);
  free (layer->own_y);
  free (layer->blas_x);
  free (layer->blas_y);
  free (layer->own_w_gradient);
  free (layer->blas_w_gradient);
}

static void
run_own (OwnProduct product, Product kind, const Layer *layer)
{
  for (guint chunk = 0; chunk < CHUNKS; chunk++)
    product (kind, layer->out, layer->in, CHUNK, STRIDE, layer->w,
             layer->own_x + (gsize)chunk * layer->in * STRIDE,
             layer->own_y + (gsize)chunk * layer->out * STRIDE, layer->own_w_gradient);
}

static void
run_blas (Product kind, const Layer *layer, guint rows)
{
  const int out = (int)layer->out, in = (int)layer->in, n = (int)rows;

  for (guint first = 0; first < COLUMNS; first += rows) {
    float *x = layer->blas_x + (gsize)first * layer->in;
    float *y = layer->blas_y + (gsize)first * layer->out;

    if (kind == PRODUCT_FORWARD)
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, out, in, 1, x, in,
                   layer->w_transposed, out, 0, y, out);
    else if (kind == PRODUCT_INPUT)
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, in, out, 1, y, out, layer->w, in,
                   0, x, in);
    else
      cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, out, in, n, 1, y, out, x, in, 1,
                   layer->blas_w_gradient, in);
  }
}

/* Rows of one call (performance.md's measurements for 16 tokens): to m = 64 what stays within the
 * path for small matrices, beyond it what is best without. */
static guint
blas_rows (guint width)
{
  return width <= 16 ? 256 : width <= 32 ? 64 : width <= 64 ? 32 : width <= 128 ? 256 : 512;
}

/* Largest relative difference of what one forward product of each side has written. */
static double
difference (OwnProduct product, const Layer *layer, guint rows)
{
  double worst = 0;

  run_own (product, PRODUCT_FORWARD, layer);
  run_blas (PRODUCT_FORWARD, layer, rows);
  for (guint c = 0; c < COLUMNS; c++)
    for (guint i = 0; i < layer->out; i++) {
      double own = layer->own_y[((gsize)(c / CHUNK) * layer->out + i) * STRIDE + c % CHUNK];
      double blas = layer->blas_y[(gsize)c * layer->out + i];

      worst = MAX (worst, fabs (own - blas) / sqrt (layer->in));
    }
  return worst;
}

/* GFLOP/s of both sides, in turns. */
static void
measure (OwnProduct product,
         Product kind,
         Layer layers[LAYERS],
         guint rows,
         double seconds,
         double rates[2])
{
  double taken[2] = {0, 0}, flop = 0;

  while (taken[0] + taken[1] < seconds) {
    for (guint i = 0; i < LAYERS; i++) {
      double start = bench_seconds (), middle;

      run_own (product, kind, &layers[i]);
      middle = bench_seconds ();
      run_blas (kind, &layers[i], rows);
      taken[0] += middle - start;
      taken[1] += bench_seconds () - middle;
      flop += 2.0 * COLUMNS * layers[i].out * layers[i].in;
    }
  }
  for (guint i = 0; i < 2; i++)
    rates[i] = 1e-9 * flop / taken[i];
}

static OwnProduct
own_product (void)
{
  LabSimdLevel level;

  if (!lab_simd_level_choose (&level, NULL))
    exit (1);
#ifdef __x86_64__
  if (level == LAB_SIMD_AVX512)
    return own_product_float_avx512;
  if (level == LAB_SIMD_AVX2)
    return own_product_float_avx2;
#endif
  return own_product_float_baseline;
}

int
main (int argc, char **argv)
{
  static const guint SHAPES[LAYERS][2] = {{3, 1}, {1, 1}, {4, 1}, {1, 4}};
  static const char *const NAMES[PRODUCT_COUNT] = {"forward", "input", "weight"};
  const guint width = argc == 3 ? (guint)atoi (argv[1]) : 0;
  const OwnProduct product = own_product ();
  Layer layers[LAYERS];
  double worst = 0, rates[2];

  if (width < 16 || width > 1024 || width % 16 != 0) {
    fprintf (stderr, "usage: bench-gemm WIDTH SECONDS, WIDTH a multiple of 16 up to 1024\n");
    return 2;
  }
  openblas_set_num_threads (1);
  for (guint i = 0; i < LAYERS; i++) {
    layer_init (&layers[i], SHAPES[i][0] * width, SHAPES[i][1] * width);
    worst = MAX (worst, difference (product, &layers[i], blas_rows (width)));
  }
  printf ("{\"kernels\": \"%s\", \"difference\": %.3g", openblas_get_corename (), worst);
  for (guint kind = 0; kind < PRODUCT_COUNT; kind++) {
    measure (product, kind, layers, blas_rows (width), g_ascii_strtod (argv[2], NULL) / 3, rates);
    printf (", \"%s\": [%.5g, %.5g]", NAMES[kind], rates[0], rates[1]);
  }
  printf ("}\n");
  for (guint i = 0; i < LAYERS; i++)
    layer_clear (&layers[i]);
  return 0;
}
