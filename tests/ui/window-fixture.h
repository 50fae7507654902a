/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with a laboratory that has measured the small experiment, for tests. */
#pragma once

#include "ui/app/application.h"
#include "ui/window/window-private.h"

G_BEGIN_DECLS

typedef struct
{
  LabApplication *application;
  LabSettings *settings;
  LabLaboratory *laboratory;
  LabWindow *window;
} WindowFixture;

/* application: a registered LabApplication. */
void window_fixture_set_up    (WindowFixture *fixture, gconstpointer application);
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer application);

/* Runs the tests that add adds, or skips where there is no display. */
int  window_fixture_main      (int argc, char **argv, void (*add) (LabApplication *application));

G_END_DECLS
