/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as a widget: what every picture in the window has in common.
 *
 * It paints into a texture at the screen's scale, and anew only when size, look or content changed;
 * tells what lies under the pointer or cursor to the status bar and to screen readers; shows the
 * focus; and turns pointer and keys into what a picture can do. A subclass fills in the class
 * below; what it leaves out does not answer, and its events are passed on.
 *
 * Pointer: a click focuses; what lies under the pointer is read out; the wheel and two fingers zoom
 * there; a double click shows everything; a drag is the subclass's. Keys while focused, unless
 * Control, Alt or Super is held: arrows, Home and End; Escape takes the cursor away and is passed on
 * when there is none. While presenting these keys are the window's.
 *
 * Signal "read-out" (const char *text): what the place under the cursor says; "" for nothing. */
#pragma once

#include <gtk/gtk.h>

#include "chart/paint/readout.h"

G_BEGIN_DECLS

#define LAB_TYPE_PICTURE_CANVAS (lab_picture_canvas_get_type ())
G_DECLARE_DERIVABLE_TYPE (LabPictureCanvas, lab_picture_canvas, LAB, PICTURE_CANVAS, GtkWidget)

/* Places are in logical pixels from the canvas's top left corner. Only paint() is required. */
struct _LabPictureCanvasClass
{
  GtkWidgetClass parent_class;

  /* Pixels; a default is set. */
  int smallest_height;

  /* Paints all of (width, height); FALSE, without having painted: there is nothing to show yet.
   * At most 4 ms. */
  gboolean (*paint)        (LabPictureCanvas *canvas, cairo_t *cr, double width, double height,
                            const LabChartStyle *style);
  /* What lies over the picture and may change without it, as the cursor does. */
  void     (*overlay)      (LabPictureCanvas *canvas, GtkSnapshot *snapshot,
                            const LabChartStyle *style);

  /* Puts the cursor on what lies near (x, y), and says what it is; FALSE: nothing does. */
  gboolean (*point_at)     (LabPictureCanvas *canvas, double x, double y);
  /* An arrow key, Home or End: moves the cursor, or the picture. FALSE passes the key on. */
  gboolean (*move)         (LabPictureCanvas *canvas, LabCursorMove move);
  /* Takes the cursor away and says so. */
  void     (*clear_cursor) (LabPictureCanvas *canvas);
  /* Any key, before those above and while presenting too. FALSE passes it on. */
  gboolean (*key)          (LabPictureCanvas *canvas, guint key);

  /* factor > 1 shows less, < 1 more, around (x, y), or the middle when they are NaN; 0 shows
   * everything. */
  void     (*zoom)         (LabPictureCanvas *canvas, double factor, double x, double y);

  /* button: GDK_BUTTON_PRIMARY...; FALSE: this drag means nothing here. dx and dy are counted from
   * where it began. */
  gboolean (*drag_begin)   (LabPictureCanvas *canvas, double x, double y, guint button,
                            GdkModifierType state);
  void     (*drag_update)  (LabPictureCanvas *canvas, double dx, double dy);
  void     (*drag_end)     (LabPictureCanvas *canvas);
};

/* For subclasses. */

/* What screen readers call it, a word or two, translated. */
void        lab_picture_canvas_set_name       (LabPictureCanvas    *canvas,
                                               const char          *name);
/* All that it shows, in words, for screen readers. */
void        lab_picture_canvas_describe       (LabPictureCanvas    *canvas,
                                               const char          *description);
/* The picture is another: it is painted anew with the next frame. */
void        lab_picture_canvas_invalidate     (LabPictureCanvas    *canvas);
/* The cursor is elsewhere: "read-out" follows if what it says changed. "": there is no cursor. */
void        lab_picture_canvas_say            (LabPictureCanvas    *canvas,
                                               const char          *text);
/* As a picture of that height looks here and now. */
void        lab_picture_canvas_style          (LabPictureCanvas    *canvas,
                                               double               height,
                                               LabChartStyle       *style);

/* For the window and its views. */

void        lab_picture_canvas_set_look       (LabPictureCanvas    *canvas,
                                               LabLook              look);
/* For a lecture hall: type of at least 1/40 of the height, thicker lines. */
void        lab_picture_canvas_set_presenting (LabPictureCanvas    *canvas,
                                               gboolean             presenting);
gboolean    lab_picture_canvas_can_zoom       (LabPictureCanvas    *canvas);
/* See the class; factor >= 0. */
void        lab_picture_canvas_zoom           (LabPictureCanvas    *canvas,
                                               double               factor,
                                               double               x,
                                               double               y);
/* What the cursor says, or "". */
const char *lab_picture_canvas_get_read_out   (LabPictureCanvas    *canvas);

G_END_DECLS
