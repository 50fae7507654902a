/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map: predicted excess risk over the plane of data and training time (or compute), with
 * contours, boundaries, and what was measured as dots coloured by the same scale.
 *
 * The prediction is the kernel picture's (theory/phase-field.h), a reconstruction; its time scale is
 * fitted to the dots where they fix it. A map is made once and never changed: any thread may paint
 * it. */
#pragma once

#include "chart/export/export.h"
#include "chart/paint/readout.h"
#include "experiment/conclude/phase-dots.h"
#include "phases/phases.h"
#include "theory/phase-field.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_PLANE_TIME,    /* y: optimiser steps T */
  LAB_PLANE_COMPUTE, /* y: compute C, FLOP */
} LabPlane;

/* What one optimiser step is worth in the kernel picture's time. */
typedef struct
{
  gboolean fitted; /* else one step counts as one unit of time, and the map says so */
  double scale;
  double misfit; /* root mean square of ln (measured / predicted); NaN when not fitted */
  guint points;  /* dots it was fitted to */
} LabPhaseCalibration;

typedef struct
{
  LabPlane plane;
  const LabPhaseField *field;
  LabPhaseCalibration calibration;
  LabChartRange range;          /* of n and of steps or FLOP: what the map shows */
  double flop_per_label;        /* of one optimiser step, for one label of its batch */
  double batch;                 /* labels of a step, at most n; INFINITY: all of them */
  double condition_number;      /* kappa > 1 adds its boundary; 0: none */
  gboolean noise_unknown;       /* labels of one's own: the field is of noise 0, so that of the error only
                                 * what is not yet learnt is drawn; the dots are test errors, and the
                                 * time scale must not be fitted to them */
  const LabPhaseDot *dots;      /* (dot_count) */
  guint dot_count;
  const LabPhases *phases;      /* the account of the experiment's boundary, in steps or FLOP; or NULL */
  double phases_points;         /* the n that it is of */
} LabPhaseMapInput;

/* Finished runs say what a step is worth; the beginning, warm-up and all, is what tells it best. */
void   lab_phase_map_calibrate     (const LabPhaseField *field, const LabPhaseDot *dots,
                                    guint dot_count, LabPhaseCalibration *calibration);

/* A dot of the map. */
typedef struct
{
  LabPhaseDot dot;
  double y;         /* steps or FLOP, as the plane says */
  double predicted; /* NaN outside the field */
} LabPhaseMapDot;

/* A line of equal predicted risk in the plane. */
typedef struct
{
  double level;
  guint count;
  double *x; /* (count), n */
  double *y; /* (count) */
} LabPhaseContour;

#define LAB_PHASE_MAP_COLUMNS 96
#define LAB_PHASE_MAP_ROWS    72

/* The name of a phase, in the middle of where it rules. */
typedef struct
{
  gboolean shown;
  double x, y;
} LabPhasePlace;

typedef struct
{
  gint reference_count; /* atomic */
  LabPlane plane;
  LabChartContent *frame; /* names of the axes, title, and the lines with their labels */
  LabChartRange range;
  char *note;       /* where the numbers come from: field, time scale, dots */
  char *line_words; /* the lines in words, where there is no room for their names; "" without lines */
  LabPhaseField *field;
  LabPhaseCalibration calibration;
  double flop_per_label, batch;
  gboolean noise_unknown;

  double *risk; /* (rows, columns), row-major, first row at the bottom; equally spaced in the
                 * logarithms over range, edges included; NaN where there is no prediction */
  double scale_low, scale_high; /* of the colours, excess risk */
  GArray *contours;             /* LabPhaseContour */
  LabPhasePlace optimisation, statistical;
  guint dot_count;
  LabPhaseMapDot *dots; /* ascending in (n, y) */
} LabPhaseMap;

LabPhaseMap *lab_phase_map_new     (const LabPhaseMapInput *input);
LabPhaseMap *lab_phase_map_ref     (LabPhaseMap            *map);
void         lab_phase_map_unref   (LabPhaseMap            *map);

/* Predicted excess risk at a place of the map; NaN outside the field. */
double       lab_phase_map_predict (const LabPhaseMap      *map, double x, double y);

/* Which term of the error rules at a place (level 1). */
typedef enum
{
  LAB_PHASE_NONE,         /* no label noise, or outside the field */
  LAB_PHASE_OPTIMISATION, /* what is not yet learnt: bias */
  LAB_PHASE_STATISTICAL,  /* noise that was fitted: variance */
} LabPhase;

LabPhase     lab_phase_map_phase   (const LabPhaseMap      *map, double x, double y);

/* One or two sentences on what the map shows: for screen readers and files. Free with g_free(). */
char        *lab_phase_map_describe (const LabPhaseMap     *map);

/* A place on the map, and the dot there, if any. */
typedef struct
{
  double x, y;
  int dot; /* index, or -1 */
} LabPhaseCursor;

/* The dot within reach pixels of (x, y), else the place itself; FALSE outside the plot. */
gboolean     lab_phase_map_pick    (const LabPhaseMap *map, const LabChartPlot *plot,
                                    double x, double y, double reach, LabPhaseCursor *cursor);
/* From dot to dot (next and previous n, up and down in time; first, last), or in small steps where
 * there are none. cursor->x = 0: begins. */
void         lab_phase_map_move    (const LabPhaseMap *map, LabCursorMove move,
                                    LabPhaseCursor *cursor);
/* "n = 1024, T = 300: expected 0.043, measured 0.051 (mean of 3 runs) ...". Translated. Free with
 * g_free(). */
char        *lab_phase_map_readout (const LabPhaseMap *map, const LabPhaseCursor *cursor);

/* Paints into (0, 0, width, height); tells where the axes are when plot is not NULL. */
void         lab_phase_map_paint   (cairo_t *cr, double width, double height,
                                    const LabPhaseMap *map, const LabChartStyle *style,
                                    LabChartPlot *plot);
/* For export; takes a reference of its own. */
LabPicture  *lab_phase_map_picture (LabPhaseMap *map);

/* The colour of an excess risk on the map's scale: cividis (Nunez, Anderton, Renslow, "Optimizing
 * colormaps with consideration for color vision deficiency", 2018), evenly rising in lightness for
 * every kind of colour vision. place: 0 .. 1, clamped. */
LabColour    lab_ramp_colour       (double place);
double       lab_phase_map_place   (const LabPhaseMap *map, double excess_risk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPhaseMap, lab_phase_map_unref)

G_END_DECLS
