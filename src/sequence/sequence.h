/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences of tokens with one noisy label per token, ready for training.
 *
 * An example is L tokens; each is a point of d dimensions in canonical coordinates, embedded into R^D.
 * Its targets are the L outputs of a frozen random transformer, the teacher (sequence-teacher.h), on
 * the canonical coordinates, brought to mean 0 and variance 1 over the distribution of the inputs. Its
 * labels are these plus independent normal noise of variance sigma^2: no predictor has a smaller mean
 * squared distance to fresh labels than sigma^2, and a student with the teacher's attention that is
 * large enough can come as near to it as it likes. */
#pragma once

#include "manifold/dataset.h"
#include "transformer/model.h"

G_BEGIN_DECLS

/* How the tokens of a sequence are distributed, in canonical coordinates: always of mean 0, and with a
 * variance of 1 (on average over a manifold's coordinates). */
typedef enum
{
  LAB_SEQUENCE_MANIFOLD,     /* each token an independent point of a manifold */
  LAB_SEQUENCE_INDEPENDENT,  /* independent normal coordinates */
  LAB_SEQUENCE_CORRELATED,   /* normal; along the sequence each coordinate is a stationary
                              * autoregressive process of order 1 */
  LAB_SEQUENCE_HEAVY_TAILED, /* independent coordinates of Student's t distribution */
  LAB_SEQUENCE_INPUTS_COUNT,
} LabSequenceInputs;

typedef struct
{
  const char *label;       /* a word or two, marked with N_() */
  const char *description; /* one sentence, marked with N_(): how the inputs lie in space; that of
                            * LAB_SEQUENCE_MANIFOLD is its manifold's (manifold.h), and NULL here */
} LabSequenceInputsInfo;

/* As in inputs=NAME; ended by NULL. */
extern const char *const lab_sequence_inputs_names[LAB_SEQUENCE_INPUTS_COUNT + 1];

const LabSequenceInputsInfo *lab_sequence_inputs_info (LabSequenceInputs inputs);

#define LAB_SEQUENCE_CORRELATION_MAX 0.999

/* Below 3 the fourth moment is far away, at 2 the variance ends. */
#define LAB_SEQUENCE_FREEDOM_MIN 2.1
#define LAB_SEQUENCE_FREEDOM_MAX 100.0

/* What sequences are drawn from; the same values give the same bytes (on one kind of processor:
 * instruction sets round a teacher's outputs differently). */
typedef struct
{
  LabSequenceInputs inputs;
  LabManifold manifold;      /* read for LAB_SEQUENCE_MANIFOLD alone */
  double density;            /* likewise; see geometry.h */
  guint intrinsic_dimension; /* d of each token; elsewhere its canonical coordinates */
  guint ambient_dimension;   /* D of each token; 0: canonical coordinates, not rotated */
  double ambient_noise;      /* standard deviation, in every ambient coordinate */
  double correlation;        /* LAB_SEQUENCE_CORRELATED: of a coordinate in neighbouring tokens */
  double degrees_of_freedom; /* LAB_SEQUENCE_HEAVY_TAILED: the tail index */
  guint tokens;              /* L */
  gboolean causal;           /* the teacher's attention */
  double noise;              /* sigma: standard deviation of the label noise */
  guint64 seed;
  guint32 repeat;
} LabSequenceSource;

/* Whether two sources draw the same bytes. */
gboolean lab_sequence_source_equal (const LabSequenceSource *a,
                                    const LabSequenceSource *b);

/* Canonical coordinates of one token. */
guint    lab_sequence_canonical_dimension (const LabSequenceSource *source);

/* Geometry, embedding and teacher of a source. Immutable, so safe from several threads at once. Making
 * one costs as much as drawing 512 to 8,192 sequences. Sets error: LAB_ERROR_INVALID_VALUE when the
 * source is out of range, LAB_ERROR_TOO_LARGE. Returns NULL without an error soon after *stop (a
 * g_atomic_int, nullable) becomes non-zero. */
typedef struct _LabSequenceSampler LabSequenceSampler;

LabSequenceSampler *lab_sequence_sampler_new  (const LabSequenceSource  *source,
                                               const gint               *stop,
                                               GError                  **error);
void                lab_sequence_sampler_free (LabSequenceSampler       *sampler);

/* Draws n sequences of the given role: x is (n, L * D), target and label (n, L). Roles, nesting,
 * errors and stop as in lab_data_sampler_draw(). */
LabDataset *lab_sequence_sampler_draw (const LabSequenceSampler  *sampler,
                                       LabDataRole                role,
                                       gsize                      n,
                                       const gint                *stop,
                                       GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabSequenceSampler, lab_sequence_sampler_free)

G_END_DECLS
