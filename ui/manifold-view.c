/* The manifold view: what is shown, and how. */
#include "config.h"
#include "manifold-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "experiment/experiment-keys.h"
#include "silence.h"

/* Points that can be asked for. */
static const guint point_counts[] = {2000, 5000, 20000};

struct _LabManifoldView
{
  LabView parent_instance;

  GtkWidget *colour;
  GtkWidget *axes;
  GtkWidget *count;
  GtkWidget *turn;
  GtkWidget *steps_box;
  GtkWidget *step; /* a GtkScale over the predictions */
  GtkWidget *step_label;
  GtkWidget *silence; /* why there is no picture, in the canvas's place */
  GtkWidget *canvas;
  LabManifoldData *data;
  LabCloud *cloud;
  guint axes_dimension; /* E that the choice of axes was made for */
  gboolean following;   /* the newest prediction is shown as they come */
  gboolean renewing;
};

G_DEFINE_FINAL_TYPE (LabManifoldView, lab_manifold_view, LAB_TYPE_VIEW)

static LabManifoldColour
colour_of (LabManifoldView *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->colour));
}

static guint
axes_of (LabManifoldView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->axes));
  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

static guint
count_of (LabManifoldView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->count));
  return point_counts[MIN (selected, G_N_ELEMENTS (point_counts) - 1)];
}

/* NULL: there is none yet. */
static const LabRunOutput *
shown_prediction (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);
  double place = gtk_range_get_value (GTK_RANGE (self->step));
  if (count == 0)
    return NULL;
  return lab_manifold_data_get_prediction (self->data, MIN ((guint)place, count - 1));
}

/* The choice of axes follows the number of coordinates. */
static void
renew_axes (LabManifoldView *self, guint dimension)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  if (self->axes_dimension == dimension)
    return;
  self->axes_dimension = dimension;
  gtk_string_list_append (choices, _ ("Principal components"));
  for (guint first = 1; first <= dimension; first += 3) {
    g_autofree char *words = NULL;
    if (first < dimension)
      words = g_strdup_printf (_ ("Coordinates %u–%u"), first, MIN (first + 2, dimension));
    else
      words = g_strdup_printf (_ ("Coordinate %u"), first);
    gtk_string_list_append (choices, words);
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->axes), G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->axes), 0);
}

static const LabExperiment *
controls_of (LabManifoldView *self)
{
  return lab_laboratory_get_experiment (lab_view_get_laboratory (LAB_VIEW (self)));
}

static void
renew_steps (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);
  const LabRunOutput *prediction;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->steps_box, colour_of (self) != LAB_MANIFOLD_COLOUR_TARGET &&
                                               controls_of (self)->task == LAB_TASK_POINTS);
  gtk_widget_set_sensitive (self->step, count > 1);
  gtk_range_set_range (GTK_RANGE (self->step), 0, MAX (count, 2) - 1);
  if (self->following && count > 0)
    gtk_range_set_value (GTK_RANGE (self->step), count - 1);
  prediction = shown_prediction (self);
  words = prediction != NULL
              /* Translators: a step, "excess risk" or "test error", its value. */
              ? g_strdup_printf (_ ("step %u, %s %.3g"), prediction->step,
                                 lab_experiment_error_name (lab_laboratory_get_experiment (
                                     lab_view_get_laboratory (LAB_VIEW (self)))),
                                 prediction->excess_risk)
              : g_strdup (_ ("training…"));
  gtk_label_set_text (GTK_LABEL (self->step_label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words, -1);
}

/* Tokens lie on the manifold, but a token alone has no label. */
static LabCloud *
picture_tokens (LabManifoldView *self, const LabManifoldPoints *points)
{
  LabCloud *cloud =
      lab_manifold_picture_new (points, NULL, LAB_MANIFOLD_COLOUR_PREDICTION, axes_of (self));

  cloud->low = INFINITY;
  cloud->high = -INFINITY;
  for (guint i = 0; i < points->n; i++) {
    cloud->values[i] = points->points->x[(gsize)i * points->dimension];
    cloud->low = fmin (cloud->low, (double)cloud->values[i]);
    cloud->high = fmax (cloud->high, (double)cloud->values[i]);
  }
  g_free (cloud->value_name);
  cloud->value_name = g_strdup ("x_1");
  g_free (cloud->note);
  cloud->note = g_strdup (_ ("Each token of a sequence is such a point. Colours tell its first "
                             "coordinate: its label depends on the tokens around it."));
  return cloud;
}

/* What the view cannot show; returns whether it shows the tokens of sequences. */
static gboolean
renew_task (LabManifoldView *self)
{
  const LabExperiment *controls = controls_of (self);
  gboolean sequences = controls->task == LAB_TASK_SEQUENCES;

  lab_silence_set (self->silence, self->canvas,
                   sequences && controls->sequence_inputs != LAB_SEQUENCE_MANIFOLD
                       ? _ ("These inputs lie on no manifold: each token is drawn in all of its d "
                            "coordinates.")
                       : NULL);
  gtk_widget_set_sensitive (self->colour, !sequences);
  if (sequences)
    gtk_widget_set_visible (self->steps_box, FALSE);
  return sequences;
}

static void
renew (LabManifoldView *self)
{
  const LabManifoldPoints *points = lab_manifold_data_get_points (self->data);
  gboolean tokens;

  if (self->renewing || lab_view_get_laboratory (LAB_VIEW (self)) == NULL)
    return;
  tokens = renew_task (self);
  if (points == NULL)
    return;
  self->renewing = TRUE;
  renew_axes (self, points->dimension);
  renew_steps (self);
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  self->cloud = tokens ? picture_tokens (self, points)
                       : lab_manifold_picture_new (points, shown_prediction (self),
                                                   colour_of (self), axes_of (self));
  lab_manifold_canvas_set_cloud (LAB_MANIFOLD_CANVAS (self->canvas), self->cloud);
  self->renewing = FALSE;
}

/* Asks for what the controls and choices want. */
static void
ask (LabManifoldView *self)
{
  LabLaboratory *laboratory = lab_view_get_laboratory (LAB_VIEW (self));
  gboolean predictions = colour_of (self) != LAB_MANIFOLD_COLOUR_TARGET;
  LabExperiment experiment;

  if (laboratory == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  experiment = *lab_laboratory_get_experiment (laboratory);
  /* While a slider is dragged the points follow at once, the network when it rests. */
  predictions = predictions && experiment.task == LAB_TASK_POINTS &&
                lab_laboratory_get_state (laboratory) != LAB_STATE_STALE;
  if (experiment.points != NULL || lab_experiment_why_unused (&experiment, "manifold") == NULL)
    lab_manifold_data_ask (self->data, &experiment, count_of (self), predictions);
  renew (self);
}

static void
on_choice (LabManifoldView *self)
{
  ask (self);
  renew (self);
}

static void
on_step (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);
  if (self->renewing)
    return;
  self->following = gtk_range_get_value (GTK_RANGE (self->step)) + 1.5 > count;
  renew (self);
}

static void
on_turn (LabManifoldView *self)
{
  lab_manifold_canvas_set_turning (LAB_MANIFOLD_CANVAS (self->canvas),
                                   gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->turn)));
}

static void
lab_manifold_view_update (LabView *view, LabLaboratory *laboratory)
{
  ask (LAB_MANIFOLD_VIEW (view));
}

static LabPicture *
lab_manifold_view_picture (LabView *view)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (view);
  const LabCloudPose *pose = lab_manifold_canvas_get_pose (LAB_MANIFOLD_CANVAS (self->canvas));
  return self->cloud != NULL ? lab_cloud_picture (self->cloud, pose) : NULL;
}

static void
lab_manifold_view_map (GtkWidget *widget)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (widget);
  gboolean may = lab_manifold_canvas_may_turn (LAB_MANIFOLD_CANVAS (self->canvas));

  GTK_WIDGET_CLASS (lab_manifold_view_parent_class)->map (widget);
  gtk_widget_set_sensitive (self->turn, may);
  gtk_widget_set_tooltip_text (self->turn, may ? _ ("Turn by itself")
                                               : _ ("The desktop asks for no animations: turn it "
                                                    "with the pointer or the arrow keys"));
  on_choice (self);
}

static void
lab_manifold_view_unmap (GtkWidget *widget)
{
  lab_manifold_data_stop (LAB_MANIFOLD_VIEW (widget)->data);
  GTK_WIDGET_CLASS (lab_manifold_view_parent_class)->unmap (widget);
}

static void
lab_manifold_view_dispose (GObject *object)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (object);
  if (self->data != NULL)
    lab_manifold_data_stop (self->data);
  g_clear_object (&self->data);
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  G_OBJECT_CLASS (lab_manifold_view_parent_class)->dispose (object);
}

static void
lab_manifold_view_class_init (LabManifoldViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LabViewClass *view_class = LAB_VIEW_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_manifold_view_dispose;
  widget_class->map = lab_manifold_view_map;
  widget_class->unmap = lab_manifold_view_unmap;
  view_class->update = lab_manifold_view_update;
  view_class->picture = lab_manifold_view_picture;
}

/* A drop-down after its name. */
static GtkWidget *
add_choice (LabManifoldView *self, GtkWidget *group, const char *name, const char *const *choices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *choice = gtk_drop_down_new_from_strings (choices);

  gtk_accessible_update_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (group), box);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_choice), self);
  return choice;
}

static GtkWidget *
build_steps (LabManifoldView *self)
{
  self->steps_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->step = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  self->step_label = gtk_label_new ("");
  gtk_widget_set_hexpand (self->step, TRUE);
  gtk_widget_add_css_class (self->steps_box, "view-bar");
  gtk_widget_add_css_class (self->step_label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->step_label), PANGO_ELLIPSIZE_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Moment of the training"), -1);
  gtk_box_append (GTK_BOX (self->steps_box), gtk_label_new (_ ("Training")));
  gtk_box_append (GTK_BOX (self->steps_box), self->step);
  gtk_box_append (GTK_BOX (self->steps_box), self->step_label);
  g_signal_connect_swapped (self->step, "value-changed", G_CALLBACK (on_step), self);
  return self->steps_box;
}

static void
lab_manifold_view_init (LabManifoldView *self)
{
  const char *const colours[] = {_ ("Target"), _ ("Prediction"), _ ("Error"), NULL};
  const char *const axes[] = {_ ("Principal components"), NULL};
  const char *const counts[] = {"2000", "5000", "20000", NULL};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar, *groups[2];

  self->following = TRUE;
  self->renewing = TRUE;
  self->data = lab_manifold_data_new ();
  bar = lab_view_new_bar (LAB_VIEW (self));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    groups[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
    gtk_widget_set_parent (groups[i], bar);
  }
  self->colour = add_choice (self, groups[0], _ ("Colour"), colours);
  self->axes = add_choice (self, groups[0], _ ("Axes"), axes);
  self->count = add_choice (self, groups[1], _ ("Points"), counts);
  self->turn = gtk_toggle_button_new_with_label (_ ("Turn"));
  gtk_box_append (GTK_BOX (groups[1]), self->turn);
  g_signal_connect_swapped (self->turn, "toggled", G_CALLBACK (on_turn), self);
  gtk_box_append (GTK_BOX (box), bar);
  self->silence = lab_silence_new ();
  gtk_box_append (GTK_BOX (box), self->silence);
  self->canvas = lab_manifold_canvas_new ();
  lab_view_set_canvas (LAB_VIEW (self), LAB_PICTURE_CANVAS (self->canvas));
  gtk_box_append (GTK_BOX (box), self->canvas);
  gtk_box_append (GTK_BOX (box), build_steps (self));
  lab_view_set_child (LAB_VIEW (self), box);
  g_signal_connect_object (self->data, "points", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->data, "prediction", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  self->renewing = FALSE;
}

GtkWidget *
lab_manifold_view_new (void)
{
  return g_object_new (LAB_TYPE_MANIFOLD_VIEW, NULL);
}

LabManifoldCanvas *
lab_manifold_view_get_canvas (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return LAB_MANIFOLD_CANVAS (self->canvas);
}

LabManifoldData *
lab_manifold_view_get_data (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return self->data;
}

LabCloud *
lab_manifold_view_get_cloud (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return self->cloud;
}

void
lab_manifold_view_set_colour (LabManifoldView *self, LabManifoldColour colour)
{
  g_return_if_fail (LAB_IS_MANIFOLD_VIEW (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->colour), colour);
}
