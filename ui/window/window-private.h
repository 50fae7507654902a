/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabWindow, for the files it is made of. */
#pragma once

#include "ui/picture/view.h"
#include "ui/window/window.h"

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
  GtkWidget *view_switch;
  GtkWidget *switches; /* holds both of them */
  GtkWidget *header_slot; /* holds switches where they fit */
  GtkWidget *switch_bar;  /* holds them else */
  GtkWidget *content;

  GtkWidget *workspace;
  GtkWidget *controls; /* the scrolled panel; a reference of its own */
  GtkWidget *control_panel;
  GtkWidget *chart_box;
  GtkWidget *caption; /* above the chart while presenting */
  GtkWidget *stack;   /* the chart, and the views shown so far */
  GPtrArray *view_entries; /* LabViewEntry, in the order of the switch */
  GtkWidget *chart;
  GtkWidget *laws;
  GtkWidget *status_bar;
  GtkWidget *points_bar; /* above the workspace while a file is read, or where it could not be */
  GtkFileChooserNative *points_chooser; /* while it is open, or NULL */

  /* window-session.c */
  char *session_path;                    /* of the file that Save writes; NULL: not chosen yet */
  GtkFileChooserNative *session_chooser; /* while it is open, or NULL */

  /* presenting.c */
  gboolean presenting;
  gboolean was_fullscreen;
  GtkEventController *presenting_keys;
};

/* window-actions.c */
void lab_window_actions_install (LabWindow *window);

/* window-actions-state.c */
void lab_window_actions_update  (LabWindow *window);

/* presenting.c */
void lab_window_set_presenting  (LabWindow *window, gboolean presenting);
void lab_window_update_caption  (LabWindow *window);

/* window-views.c */
void        lab_window_views_build   (LabWindow *window, GtkWidget *chart);
void        lab_window_show_chart    (LabWindow *window);
LabView    *lab_window_current_view  (LabWindow *window); /* NULL: the chart */
const char *lab_window_view_name     (LabWindow *window);
void        lab_window_views_restyle (LabWindow *window);
void        lab_window_views_present (LabWindow *window);

/* window-points.c */
void lab_window_points_build    (LabWindow *window);
void lab_window_points_update   (LabWindow *window);

/* window-session.c */
void lab_window_session_build   (LabWindow *window);
void lab_window_session_clear   (LabWindow *window);
void lab_window_save_session    (LabWindow *window, const char *path);
/* Asks for a file, path first (NULL: a new name), and saves there. */
void lab_window_choose_session  (LabWindow *window, const char *path);
void lab_window_open_session    (LabWindow *window, const char *path);

/* window-laws.c */
void lab_window_laws_build      (LabWindow *window);

/* window.c */
void lab_window_set_readout     (LabWindow *window, const char *text);
void lab_window_compose         (LabWindow *window);
/* What is shown where, after settings, width or presenting changed. */
void lab_window_arrange         (LabWindow *window);

G_END_DECLS
