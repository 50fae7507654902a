/* The estimates of dimension as a widget. */
#include "config.h"
#include "dimension-canvas.h"

#include <glib/gi18n.h>

#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 140

/* The pointer takes a point within so many pixels. */
#define REACH 14.0

/* Farther than any plot has points. */
#define ALL_POINTS 100000

struct _LabDimensionCanvas
{
  GtkWidget parent_instance;

  LabView *view; /* borrowed */
  LabDimensionPlot *plot;
  LabDimensionPlace place; /* of the cursor; panel < 0: none */
  gboolean by_keyboard;    /* the pointer leaving does not take it away */
  char *read_out;
};

enum
{
  READ_OUT,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_FINAL_TYPE (LabDimensionCanvas, lab_dimension_canvas, GTK_TYPE_WIDGET)

static void
set_place (LabDimensionCanvas *self, const LabDimensionPlace *place, gboolean by_keyboard)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  self->place = place != NULL ? *place : (LabDimensionPlace){.panel = -1};
  self->by_keyboard = place != NULL && by_keyboard;
  text = self->plot != NULL ? lab_dimension_plot_readout (self->plot, &self->place) : g_strdup ("");
  if (*text == '\0')
    self->place.panel = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (g_str_equal (text, self->read_out))
    return;
  g_free (self->read_out);
  self->read_out = g_steal_pointer (&text);
  label = *self->read_out != '\0' ? g_strdup_printf (_ ("Intrinsic dimension: %s"), self->read_out)
                                  : g_strdup (_ ("Intrinsic dimension"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_emit (self, signals[READ_OUT], 0, self->read_out);
}

static void
lab_dimension_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LabDimensionCanvas *self = LAB_DIMENSION_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  LabChartStyle style;
  cairo_t *cr;

  if (width <= 0 || height <= 0 || self->plot == NULL)
    return;
  lab_view_style (self->view, height, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lab_dimension_plot_paint (cr, width, height, self->plot, &style,
                            self->place.panel >= 0 ? &self->place : NULL);
  cairo_destroy (cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 2, 2, width - 4,
                               height - 4);
}

static void
lab_dimension_canvas_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SMALLEST_WIDTH : SMALLEST_HEIGHT;
  *natural = 3 * *minimum;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LabDimensionCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  LabDimensionPlace place;
  LabChartStyle style;

  if (self->plot == NULL)
    return;
  lab_view_style (self->view, height, &style);
  if (lab_dimension_plot_pick (self->plot, width, height, &style, x, y, REACH, &place))
    set_place (self, &place, FALSE);
  else if (!self->by_keyboard)
    set_place (self, NULL, FALSE);
}

static void
on_leave (GtkEventControllerMotion *controller, LabDimensionCanvas *self)
{
  if (!self->by_keyboard)
    set_place (self, NULL, FALSE);
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, LabDimensionCanvas *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        LabDimensionCanvas *self)
{
  static const struct
  {
    guint key, keypad;
    int steps;
  } moves[] = {
      {GDK_KEY_Right, GDK_KEY_KP_Right, 1},
      {GDK_KEY_Left, GDK_KEY_KP_Left, -1},
      {GDK_KEY_Home, GDK_KEY_KP_Home, -ALL_POINTS},
      {GDK_KEY_End, GDK_KEY_KP_End, ALL_POINTS},
  };
  LabDimensionPlace place = self->place;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || self->plot == NULL ||
      lab_view_get_presenting (self->view))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape && self->place.panel >= 0) {
    set_place (self, NULL, FALSE);
    return GDK_EVENT_STOP;
  }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (key == moves[i].key || key == moves[i].keypad) {
      if (lab_dimension_plot_move (self->plot, moves[i].steps, &place))
        set_place (self, &place, TRUE);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
add_controllers (LabDimensionCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  /* The focus ring comes and goes. */
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
lab_dimension_canvas_finalize (GObject *object)
{
  LabDimensionCanvas *self = LAB_DIMENSION_CANVAS (object);

  g_clear_pointer (&self->plot, lab_dimension_plot_unref);
  g_free (self->read_out);
  G_OBJECT_CLASS (lab_dimension_canvas_parent_class)->finalize (object);
}

static void
lab_dimension_canvas_class_init (LabDimensionCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lab_dimension_canvas_finalize;
  widget_class->snapshot = lab_dimension_canvas_snapshot;
  widget_class->measure = lab_dimension_canvas_measure;
  signals[READ_OUT] =
      g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lab_dimension_canvas_init (LabDimensionCanvas *self)
{
  self->place.panel = -1;
  self->read_out = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Intrinsic dimension"), -1);
  add_controllers (self);
}

GtkWidget *
lab_dimension_canvas_new (LabView *view)
{
  LabDimensionCanvas *self = g_object_new (LAB_TYPE_DIMENSION_CANVAS, NULL);

  g_return_val_if_fail (LAB_IS_VIEW (view), NULL);

  self->view = view;
  return GTK_WIDGET (self);
}

void
lab_dimension_canvas_set_plot (LabDimensionCanvas *self, LabDimensionPlot *plot)
{
  g_autofree char *description = NULL;
  LabDimensionPlace place;

  g_return_if_fail (LAB_IS_DIMENSION_CANVAS (self) && plot != NULL);

  lab_dimension_plot_ref (plot);
  g_clear_pointer (&self->plot, lab_dimension_plot_unref);
  self->plot = plot;
  description = lab_dimension_plot_describe (plot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  place = self->place;
  set_place (self, place.panel >= 0 ? &place : NULL, self->by_keyboard);
}

const char *
lab_dimension_canvas_get_read_out (LabDimensionCanvas *self)
{
  g_return_val_if_fail (LAB_IS_DIMENSION_CANVAS (self), "");

  return self->read_out;
}
