/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of switches in one row, or one below the other. */
#include "ui/pieces/switches.h"

/* Between groups beside, or below, each other; pixels. */
#define GAP     18
#define ROW_GAP 6

struct _LabSwitches
{
  GtkWidget parent_instance;
};

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LabSwitches,
                               lab_switches,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  interface->add_child = add_child;
}

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_get_visible (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

#define FOR_EACH_GROUP(child, widget)                                                              \
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (widget)); child != NULL;       \
       child = next_visible (gtk_widget_get_next_sibling (child)))

static int
natural_size (GtkWidget *child, GtkOrientation orientation)
{
  int natural;
  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* One row's width, and the widest group's. */
static void
measure_width (GtkWidget *widget, int *widest, int *row)
{
  *widest = *row = 0;
  FOR_EACH_GROUP (child, widget)
  {
    int width = natural_size (child, GTK_ORIENTATION_HORIZONTAL);
    *row += (*row > 0 ? GAP : 0) + width;
    *widest = MAX (*widest, width);
  }
}

static void
lab_switches_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  int widest, row, tallest = 0, column = 0;

  measure_width (widget, &widest, &row);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = widest;
    *natural = row;
    return;
  }
  FOR_EACH_GROUP (child, widget)
  {
    int height = natural_size (child, GTK_ORIENTATION_VERTICAL);
    column += (column > 0 ? ROW_GAP : 0) + height;
    tallest = MAX (tallest, height);
  }
  *minimum = *natural = for_size >= 0 && for_size < row ? column : tallest;
}

static void
lab_switches_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widest, row, x, y = 0;

  measure_width (widget, &widest, &row);
  x = MAX (width - row, 0) / 2;
  FOR_EACH_GROUP (child, widget)
  {
    int child_width = natural_size (child, GTK_ORIENTATION_HORIZONTAL);
    int child_height = natural_size (child, GTK_ORIENTATION_VERTICAL);
    GtkAllocation place = {x, 0, child_width, height};
    if (width < row) {
      place = (GtkAllocation){(width - child_width) / 2, y, child_width, child_height};
      y += child_height + ROW_GAP;
    } else {
      x += child_width + GAP;
      if (rtl)
        place.x = width - place.x - child_width;
    }
    gtk_widget_size_allocate (child, &place, -1);
  }
}

static GtkSizeRequestMode
lab_switches_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lab_switches_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lab_switches_parent_class)->dispose (object);
}

static void
lab_switches_class_init (LabSwitchesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_switches_dispose;
  widget_class->measure = lab_switches_measure;
  widget_class->size_allocate = lab_switches_size_allocate;
  widget_class->get_request_mode = lab_switches_get_request_mode;
}

static void
lab_switches_init (LabSwitches *self)
{
}
