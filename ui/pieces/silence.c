/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label that takes a picture's place. */
#include "config.h"
#include "ui/pieces/silence.h"

GtkWidget *
lab_silence_new (void)
{
  GtkWidget *silence = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (silence), TRUE);
  gtk_label_set_justify (GTK_LABEL (silence), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (silence), 48);
  gtk_widget_set_margin_start (silence, 18);
  gtk_widget_set_margin_end (silence, 18);
  gtk_widget_set_hexpand (silence, TRUE);
  gtk_widget_set_vexpand (silence, TRUE);
  gtk_widget_set_visible (silence, FALSE);
  return silence;
}

void
lab_silence_set (GtkWidget *silence, GtkWidget *picture, const char *why)
{
  g_return_if_fail (GTK_IS_LABEL (silence) && GTK_IS_WIDGET (picture));

  gtk_label_set_text (GTK_LABEL (silence), why != NULL ? why : "");
  gtk_widget_set_visible (silence, why != NULL);
  gtk_widget_set_visible (picture, why == NULL);
}
