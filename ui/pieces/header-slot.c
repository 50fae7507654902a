/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the header. GTK 4.8 has no breakpoints. */
#include "ui/pieces/header-slot.h"

struct _LabHeaderSlot
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int wanted; /* natural width of the child, also while it is out */
  gboolean folded;
  guint folded_source;
};

enum
{
  PROPERTY_FOLDED = 1,
  PROPERTY_COUNT
};

static GParamSpec *properties[PROPERTY_COUNT];

G_DEFINE_FINAL_TYPE (LabHeaderSlot, lab_header_slot, GTK_TYPE_WIDGET)

static void
lab_header_slot_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  LabHeaderSlot *self = LAB_HEADER_SLOT (widget);
  *minimum = *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;
  if (self->child != NULL)
    self->wanted = *natural;
  *minimum = 0;
  *natural = self->wanted;
}

static gboolean
tell_folded (gpointer data)
{
  LabHeaderSlot *self = data;
  self->folded_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROPERTY_FOLDED]);
  return G_SOURCE_REMOVE;
}

/* A child cannot leave during an allocation: the owner hears of it right after. */
static void
lab_header_slot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LabHeaderSlot *self = LAB_HEADER_SLOT (widget);
  gboolean folded = width < self->wanted;
  if (folded != self->folded) {
    self->folded = folded;
    if (self->folded_source == 0)
      self->folded_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_folded, self, NULL);
  }
  if (self->child == NULL)
    return;
  gtk_widget_set_child_visible (self->child, !folded);
  gtk_widget_size_allocate (self->child, &(GtkAllocation){0, 0, MAX (width, self->wanted), height},
                            -1);
}

static void
lab_header_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROPERTY_FOLDED)
    g_value_set_boolean (value, LAB_HEADER_SLOT (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lab_header_slot_dispose (GObject *object)
{
  LabHeaderSlot *self = LAB_HEADER_SLOT (object);
  g_clear_handle_id (&self->folded_source, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (lab_header_slot_parent_class)->dispose (object);
}

static void
lab_header_slot_class_init (LabHeaderSlotClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  object_class->dispose = lab_header_slot_dispose;
  object_class->get_property = lab_header_slot_get_property;
  widget_class->measure = lab_header_slot_measure;
  widget_class->size_allocate = lab_header_slot_size_allocate;
  properties[PROPERTY_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTY_COUNT, properties);
}

static void
lab_header_slot_init (LabHeaderSlot *self)
{
}

void
lab_header_slot_set_child (LabHeaderSlot *self, GtkWidget *child)
{
  g_return_if_fail (LAB_IS_HEADER_SLOT (self) && (child == NULL || GTK_IS_WIDGET (child)));
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
lab_header_slot_get_folded (LabHeaderSlot *self)
{
  g_return_val_if_fail (LAB_IS_HEADER_SLOT (self), FALSE);
  return self->folded;
}
