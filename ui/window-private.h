/* Inside of LabWindow, for the files it is made of. */
#pragma once

#include "window.h"

G_BEGIN_DECLS

struct _LabWindow
{
  GtkApplicationWindow parent_instance;

  LabLaboratory *laboratory;
  LabSettings *settings;
  guint compose_source; /* tick callback: the chart is composed at most once a frame */

  /* From window.ui. */
  GtkWidget *header;
  GtkWidget *controls_button; /* opens the popover of a narrow window */
  GtkWidget *controls_popover;
  GtkWidget *run_button;
  GtkWidget *stop_button;
  GtkWidget *undo_button;
  GtkWidget *menu_button;
  GtkWidget *axis_switch;
  GtkWidget *header_title; /* holds axis_switch, except in a narrow window */
  GtkWidget *axis_bar;     /* holds it then */
  GtkWidget *content;

  GtkWidget *workspace;
  GtkWidget *controls; /* the scrolled panel; a reference of its own */
  GtkWidget *control_panel;
  GtkWidget *chart_box;
  GtkWidget *caption; /* above the chart while presenting */
  GtkWidget *chart;
  GtkWidget *laws;
  GtkWidget *status_bar;

  /* presenting.c */
  gboolean presenting;
  gboolean was_fullscreen;
  GtkEventController *presenting_keys;
};

/* window-actions.c */
void lab_window_actions_install (LabWindow *window);
void lab_window_actions_update  (LabWindow *window);

/* presenting.c */
void lab_window_set_presenting  (LabWindow *window, gboolean presenting);
void lab_window_update_caption  (LabWindow *window);

/* window.c: what is shown where, after settings, width or presenting changed. */
void lab_window_arrange         (LabWindow *window);

G_END_DECLS
