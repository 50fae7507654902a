/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map in the window. */
#include "config.h"
#include "ui/views/phases/phases-view.h"
#include "ui/views/phases/phases-view-testing.h"

#include <glib/gi18n.h>

#include "chart/phase-map/phase-map-plan.h"
#include "laboratory/answers/phases-field.h"
#include "ui/pieces/silence.h"

struct _LabPhasesView
{
  LabView parent_instance;

  GtkWidget *planes[2]; /* toggle buttons, by LabPlane */
  GtkWidget *condition;
  GtkWidget *silence; /* why there is no map, in the canvas's place */
  GtkWidget *canvas;
  LabPhasesField *field;
  LabPhaseMap *map;
};

/* What the drop-down offers, in its order; 0: none. */
static const double condition_numbers[] = {0, 10, 100, 1e3, 1e4, 1e5, 1e6};

G_DEFINE_FINAL_TYPE (LabPhasesView, lab_phases_view, LAB_TYPE_VIEW)

static LabPlane
plane_of (LabPhasesView *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->planes[LAB_PLANE_COMPUTE]))
             ? LAB_PLANE_COMPUTE
             : LAB_PLANE_TIME;
}

static double
condition_number_of (LabPhasesView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->condition));
  return selected < G_N_ELEMENTS (condition_numbers) ? condition_numbers[selected] : 0.0;
}

static void
collect (const LabExperiment *experiment,
         LabRun *const *runs,
         const LabChartLiveRun *live,
         guint run_count,
         gpointer data)
{
  for (guint i = 0; i < run_count; i++) {
    if (runs[i] != NULL)
      lab_phase_dots_add_run (data, experiment, runs[i]);
    else if (live[i].evaluation_count > 0)
      lab_phase_dots_add_live (data, experiment, &live[i].plan, live[i].evaluation_count,
                               live[i].evaluations);
  }
}

/* The best field there is now, and what a step is worth in it. NULL where theory has no answer. */
static LabPhaseField *
choose_field (LabPhasesView *self,
              const LabPhasePlan *plan,
              const LabPhaseDot *dots,
              guint dot_count,
              LabPhaseCalibration *calibration)
{
  g_autoptr (GError) error = NULL;
  LabPhaseField *field = lab_phases_field_refined (self->field, &plan->setting);

  if (field != NULL)
    lab_phase_field_ref (field);
  else
    field = lab_phase_field_new (&plan->setting, 1, NULL, NULL, &error);
  if (field == NULL)
    g_warning ("%s", error->message);
  else
    /* Test errors of unknown noise say nothing of excess risk. */
    lab_phase_map_calibrate (field, dots, plan->noise_unknown ? 0 : dot_count, calibration);
  return field;
}

/* The boundary that chart and laws show, on this plane. */
static void
take_account (LabLaboratory *laboratory, const LabExperiment *controls, LabPhaseMapInput *input)
{
  const LabCurveFit *fit = lab_laboratory_get_fit (laboratory);
  LabRunPlan last;

  if (fit == NULL || fit->axis != controls->sweep || !lab_axis (fit->axis)->is_trajectory)
    return;
  lab_experiment_plan (controls, lab_experiment_run_count (controls) - 1, &last);
  input->phases = fit->phases;
  input->phases_points = (double)lab_experiment_training_points (controls, &last);
}

static void
lab_phases_view_update (LabView *view, LabLaboratory *laboratory)
{
  LabPhasesView *self = LAB_PHASES_VIEW (view);
  const LabExperiment *controls = lab_laboratory_get_experiment (laboratory);
  const char *why = lab_experiment_why_no_law (controls);
  g_autoptr (LabPhaseDots) dots = lab_phase_dots_new (controls);
  g_autoptr (LabPhaseField) field = NULL;
  LabPhaseMapInput input = {.condition_number = condition_number_of (self)};
  LabPhasePlan plan;

  lab_silence_set (self->silence, self->canvas, why);
  if (why != NULL) {
    g_clear_pointer (&self->map, lab_phase_map_unref);
    return;
  }
  lab_laboratory_visit (laboratory, collect, dots);
  input.dots = lab_phase_dots_gather (dots, &input.dot_count);
  lab_phase_plan_init (&plan, controls, plane_of (self), input.dots, input.dot_count);
  field = choose_field (self, &plan, input.dots, input.dot_count, &input.calibration);
  if (field == NULL)
    return;
  lab_phases_canvas_set_home (LAB_PHASES_CANVAS (self->canvas), &plan.home);
  lab_phases_canvas_get_range (LAB_PHASES_CANVAS (self->canvas), &input.range);
  input.plane = plan.plane;
  input.field = field;
  input.flop_per_label = plan.flop_per_label;
  input.batch = plan.batch;
  input.noise_unknown = plan.noise_unknown;
  take_account (laboratory, controls, &input);
  g_clear_pointer (&self->map, lab_phase_map_unref);
  self->map = lab_phase_map_new (&input);
  lab_phases_canvas_set_map (LAB_PHASES_CANVAS (self->canvas), self->map);
}

static LabPicture *
lab_phases_view_picture (LabView *view)
{
  LabPhasesView *self = LAB_PHASES_VIEW (view);
  return self->map != NULL ? lab_phase_map_picture (self->map) : NULL;
}

/* What is stopped is to be asked for again, even if the laboratory does not change meanwhile. */
static void
lab_phases_view_unmap (GtkWidget *widget)
{
  lab_phases_field_stop (LAB_PHASES_VIEW (widget)->field);
  GTK_WIDGET_CLASS (lab_phases_view_parent_class)->unmap (widget);
  lab_view_renew (LAB_VIEW (widget));
}

static void
lab_phases_view_dispose (GObject *object)
{
  LabPhasesView *self = LAB_PHASES_VIEW (object);
  if (self->field != NULL)
    lab_phases_field_stop (self->field);
  g_clear_object (&self->field);
  g_clear_pointer (&self->map, lab_phase_map_unref);
  G_OBJECT_CLASS (lab_phases_view_parent_class)->dispose (object);
}

static void
lab_phases_view_class_init (LabPhasesViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LabViewClass *view_class = LAB_VIEW_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_phases_view_dispose;
  widget_class->unmap = lab_phases_view_unmap;
  view_class->update = lab_phases_view_update;
  view_class->picture = lab_phases_view_picture;
}

static GtkWidget *
build_planes (LabPhasesView *self)
{
  const char *const labels[] = {_ ("Steps T"), _ ("Compute C")};
  const char *const tooltips[] = {_ ("Error over training points and optimiser steps"),
                                  _ ("Error over training points and compute")};
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (box, "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Plane"),
                                  -1);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    self->planes[i] = gtk_toggle_button_new_with_label (labels[i]);
    gtk_widget_set_tooltip_text (self->planes[i], tooltips[i]);
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->planes[i]),
                                   GTK_TOGGLE_BUTTON (self->planes[0]));
    gtk_box_append (GTK_BOX (box), self->planes[i]);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->planes[0]), TRUE);
  g_signal_connect_swapped (self->planes[LAB_PLANE_COMPUTE], "toggled", G_CALLBACK (lab_view_renew),
                            self);
  return box;
}

static GtkWidget *
build_condition (LabPhasesView *self)
{
  const char *const choices[] = {_ ("none"), "10", "100", "1000", "10⁴", "10⁵", "10⁶", NULL};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Condition number κ"));

  self->condition = gtk_drop_down_new_from_strings (choices);
  gtk_widget_set_tooltip_text (
      self->condition, _ ("Adds where an exponential optimisation phase would end (paper B, a "
                          "reconstruction). The κ of a real problem is not known."));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->condition),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->condition);
  g_signal_connect_swapped (self->condition, "notify::selected", G_CALLBACK (lab_view_renew), self);
  return box;
}

static void
lab_phases_view_init (LabPhasesView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = lab_view_new_bar (LAB_VIEW (self));

  self->field = lab_phases_field_new ();
  gtk_widget_set_parent (build_planes (self), bar);
  gtk_widget_set_parent (build_condition (self), bar);
  gtk_box_append (GTK_BOX (box), bar);
  self->silence = lab_silence_new ();
  gtk_box_append (GTK_BOX (box), self->silence);
  self->canvas = lab_phases_canvas_new ();
  gtk_box_append (GTK_BOX (box), self->canvas);
  lab_view_set_child (LAB_VIEW (self), box);
  lab_view_set_canvas (LAB_VIEW (self), LAB_PICTURE_CANVAS (self->canvas));
  g_signal_connect_object (self->canvas, "range-changed", G_CALLBACK (lab_view_renew), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->field, "refined", G_CALLBACK (lab_view_renew), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
lab_phases_view_new (void)
{
  return g_object_new (LAB_TYPE_PHASES_VIEW, NULL);
}

LabPhaseMap *
lab_phases_view_get_map (LabPhasesView *self)
{
  g_return_val_if_fail (LAB_IS_PHASES_VIEW (self), NULL);
  return self->map;
}

LabPhasesCanvas *
lab_phases_view_get_canvas (LabPhasesView *self)
{
  g_return_val_if_fail (LAB_IS_PHASES_VIEW (self), NULL);
  return LAB_PHASES_CANVAS (self->canvas);
}

void
lab_phases_view_set_plane (LabPhasesView *self, LabPlane plane)
{
  g_return_if_fail (LAB_IS_PHASES_VIEW (self) && plane <= LAB_PLANE_COMPUTE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->planes[plane]), TRUE);
}

void
lab_phases_view_set_condition_number (LabPhasesView *self, double condition_number)
{
  g_return_if_fail (LAB_IS_PHASES_VIEW (self));
  for (guint i = 0; i < G_N_ELEMENTS (condition_numbers); i++)
    if (condition_numbers[i] == condition_number)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->condition), i);
}
