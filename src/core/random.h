/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-based random streams: Philox 4x32-10 (Salmon et al., SC 2011).
 *
 * A stream is named by (seed, run, purpose) and is the same sequence wherever and whenever it is
 * read: results do not depend on threads, order or what else was drawn. `run` is the repeat of an
 * experiment for everything that its runs share (target, embedding, points, noise). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_STREAM_TARGET,
  LAB_STREAM_EMBEDDING,
  LAB_STREAM_TRAINING_POINTS,
  LAB_STREAM_TRAINING_NOISE,
  LAB_STREAM_VALIDATION_POINTS,
  LAB_STREAM_VALIDATION_NOISE,
  LAB_STREAM_TEST_POINTS,
  LAB_STREAM_INITIALISATION,
  LAB_STREAM_BATCHES,
  LAB_STREAM_BOOTSTRAP,
  LAB_STREAM_NORMALISATION, /* points on which a target's mean and variance are measured */
  LAB_STREAM_GEOMETRY,      /* the bends of a random manifold */
  LAB_STREAM_TRAINING_AMBIENT_NOISE,
  LAB_STREAM_VALIDATION_AMBIENT_NOISE,
  LAB_STREAM_TEST_AMBIENT_NOISE,
  LAB_STREAM_SPLIT, /* the order in which points of a file are shared out */
} LabStreamPurpose;

typedef struct
{
  guint32 key[2];
  guint32 counter[4]; /* block number in words 0-1, run and purpose in words 2-3 */
  guint32 block[4];   /* the four words of the current block */
  guint used;         /* how many of them were handed out */
} LabRandom;

/* Starts the stream (seed, run, purpose) at its beginning. */
void    lab_random_init        (LabRandom        *random,
                                guint64           seed,
                                guint32           run,
                                LabStreamPurpose  purpose);

guint32 lab_random_uint32      (LabRandom        *random);

/* Uniform on [0, 1), 53 random bits. */
double  lab_random_uniform     (LabRandom        *random);

/* Uniform on {0, ..., bound - 1}, without modulo bias; bound > 0. */
guint32 lab_random_below       (LabRandom        *random,
                                guint32           bound);

/* Standard normal (Box-Muller; two words make one value, so that the position in the stream
 * depends on the number of calls alone). */
double  lab_random_normal      (LabRandom        *random);

/* Fills values (count) with standard normals: the same values as count calls of
 * lab_random_normal(), rounded to float. */
void    lab_random_fill_normal (LabRandom        *random,
                                gsize             count,
                                float            *values);

/* A uniformly random order of indices (count): Fisher-Yates on what indices holds. */
void    lab_random_shuffle     (LabRandom        *random,
                                gsize             count,
                                guint32          *indices);

G_END_DECLS
