/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view: another picture in the chart's place, chosen in the header or by a key.
 *
 * A subclass fills in the class below and puts its widgets into lab_view_set_child(); LabView
 * does the rest: it hears the laboratory's "changed", and calls update() at most once a frame and
 * only while the view can be seen (what was missed is made up for when it is shown). The picture
 * named with lab_view_set_canvas() has the look, is zoomed and read out, and gets the focus. A view
 * is made when it is first shown, and then kept. How one is added to the window: src/DESIGN.md.
 *
 * Signals: "read-out" (const char *text): what the place under the pointer or cursor says, for the
 * status bar; "" for nothing. Emit it with lab_view_read_out(). */
#pragma once

#include <gtk/gtk.h>

#include "chart/export/export.h"
#include "laboratory/laboratory.h"
#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

#define LAB_TYPE_VIEW (lab_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (LabView, lab_view, LAB, VIEW, GtkWidget)

/* Main thread only, and never more than 4 ms in one call: longer work belongs to a thread. */
struct _LabViewClass
{
  GtkWidgetClass parent_class;

  /* The laboratory is another, or changed: controls, curves, runs under way, axis. Required. */
  void        (*update)  (LabView *view, LabLaboratory *laboratory);
  /* Look, presenting or text size changed: what is not the canvas or the bar is to be painted anew. */
  void        (*restyle) (LabView *view);
  /* What Export writes: a value of its own that does not change afterwards and may be painted on
   * any thread. NULL: the view cannot be exported, Export offers the chart. */
  LabPicture *(*picture) (LabView *view);
  /* factor > 1 shows less, < 1 more, 0 everything. NULL: the canvas is zoomed, if it can be. */
  void        (*zoom)    (LabView *view, double factor);
};

/* The one widget inside, or NULL. */
void           lab_view_set_child      (LabView       *view,
                                        GtkWidget     *child);

/* The one picture; stays inside the child as long as the view lives. */
void           lab_view_set_canvas     (LabView          *view,
                                        LabPictureCanvas *canvas);
/* The row of choices above the picture, folding where it is narrow (a LabSwitches: parent the choices
 * to it); hidden while presenting. At most one. */
GtkWidget     *lab_view_new_bar        (LabView       *view);

/* NULL before the window has it. */
LabLaboratory *lab_view_get_laboratory (LabView       *view);
gboolean       lab_view_get_presenting (LabView       *view);

/* The theme as it is now. */
LabLook        lab_view_get_look       (LabView       *view);

/* Something of the view's own changed: updates it now, or before it is seen again. */
void           lab_view_renew          (LabView       *view);

void           lab_view_read_out       (LabView       *view,
                                        const char    *text);

/* What Export writes, or NULL. Free with lab_picture_free(). */
LabPicture    *lab_view_picture        (LabView       *view);
gboolean       lab_view_can_export     (LabView       *view);
gboolean       lab_view_can_zoom       (LabView       *view);
void           lab_view_zoom           (LabView       *view,
                                        double         factor);

/* For the window. */
void           lab_view_set_laboratory (LabView       *view,
                                        LabLaboratory *laboratory);
void           lab_view_set_look       (LabView       *view,
                                        LabLook        look);
void           lab_view_set_presenting (LabView       *view,
                                        gboolean       presenting);

/* A view the window offers. Title and key come with its line in the table of shortcuts. */
typedef struct
{
  const char *name;        /* "phases"; the action's target: win.view('phases') */
  const char *label;       /* N_(), one word, on the switch in the header */
  const char *tooltip;     /* N_(), a few words with the key */
  GtkWidget *(*create) (void); /* a LabView */
} LabViewEntry;

/* The window's views in the header's order; ends with a name of NULL. See views.c. */
const LabViewEntry *lab_views (void);

G_END_DECLS
