/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words to grids of keys, and their cells. */
#include "experiment/grid/key-grid.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "experiment/experiment-keys.h"
#include "experiment/grid/key-values.h"

#define WIDENED 2

/* What follows KEY= in the last such word; NULL without. */
static const char *
find_word (const char *const *words, const char *key)
{
  gsize length = strlen (key);
  const char *found = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (strncmp (words[i], key, length) == 0 && words[i][length] == '=')
      found = words[i] + length + 1;
  return found;
}

gboolean
lab_key_grid_is_asked (const char *const *words)
{
  const char *sweep = find_word (words, "sweep");

  return sweep != NULL && *sweep != '\0' && !g_strv_contains (lab_axis_names, sweep) &&
         (strchr (sweep, ',') != NULL || lab_experiment_find_key (sweep) != NULL);
}

/* Of the seed nothing can be told, and repeats are no value of one run. */
static gboolean
can_be_swept (const LabKey *key)
{
  return key != NULL && (key->type == LAB_KEY_INTEGER || key->type == LAB_KEY_REAL) &&
         !g_str_equal (key->key, "seed") && !g_str_equal (key->key, "repeats");
}

static char *
list_keys (void)
{
  GString *list = g_string_new ("data, model, time");
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  for (guint i = 0; i < count; i++)
    if (can_be_swept (&keys[i]))
      g_string_append_printf (list, ", %s", keys[i].key);
  return g_string_free (list, FALSE);
}

/* Static; NULL where name is neither a numeric key nor an axis that stands for one. */
static const char *
key_of (const char *name)
{
  static const struct
  {
    const char *axis, *key;
  } names[] = {{"data", "n"}, {"model", "width"}, {"time", "steps"}};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].axis))
      return names[i].key;
  const LabKey *key = lab_experiment_find_key (name);
  return can_be_swept (key) ? key->key : NULL;
}

static gboolean
read_sweep (const char *text, LabKeyGrid *grid, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", LAB_KEY_GRID_AXES + 1);

  grid->axes = g_strv_length (names);
  if (grid->axes > LAB_KEY_GRID_AXES) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("sweep=%s: at most %d keys are swept at once"), text, LAB_KEY_GRID_AXES);
    return FALSE;
  }
  for (guint a = 0; a < grid->axes; a++) {
    grid->axis[a].key = key_of (names[a]);
    if (grid->axis[a].key == NULL) {
      g_autofree char *list = list_keys ();
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   _ ("sweep=%s: “%s” cannot be swept here; allowed are %s"), text, names[a], list);
      return FALSE;
    }
    for (guint b = 0; b < a; b++)
      if (g_str_equal (grid->axis[a].key, grid->axis[b].key)) {
        g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                     _ ("sweep=%s: %s is swept twice; once is allowed"), text, grid->axis[a].key);
        return FALSE;
      }
  }
  return TRUE;
}

/* One list of values; "" and "auto" are the default. */
static gboolean
read_list (const char *text, const LabExperiment *base, LabKeyAxis *axis, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", LAB_GRID_MAX + 1);
  LabExperiment scratch = *base;

  if (*text == '\0' || g_str_equal (text, "auto"))
    return lab_key_axis_default (base, axis);
  axis->count = g_strv_length (words);
  if (axis->count > LAB_GRID_MAX) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("grid=%s: at most %d values of each key"), text, LAB_GRID_MAX);
    return FALSE;
  }
  for (guint i = 0; i < axis->count; i++) {
    if (!lab_experiment_set (&scratch, axis->key, words[i], error))
      return FALSE;
    axis->value[i] = lab_experiment_get_number (&scratch, axis->key);
    if (i > 0 && !(axis->value[i] > axis->value[i - 1])) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   _ ("grid=%s: the values of %s must ascend"), text, axis->key);
      return FALSE;
    }
  }
  axis->is_linear = lab_key_axis_linear (axis);
  return TRUE;
}

static gboolean
read_grid (const char *text, LabKeyGrid *grid, GError **error)
{
  g_auto (GStrv) lists = g_strsplit (text != NULL ? text : "", ":", -1);
  guint count = g_strv_length (lists);

  if (count > grid->axes) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("grid=%s: there are %u lists for %u keys"), text, count, grid->axes);
    return FALSE;
  }
  for (guint a = 0; a < grid->axes; a++)
    if (!read_list (a < count ? lists[a] : "", &grid->base, &grid->axis[a], error))
      return FALSE;
  return TRUE;
}

guint
lab_key_grid_cells (const LabKeyGrid *grid)
{
  guint cells = 1;

  for (guint a = 0; a < grid->axes; a++)
    cells *= grid->axis[a].count;
  return cells;
}

guint
lab_key_grid_runs (const LabKeyGrid *grid)
{
  return lab_key_grid_cells (grid) * grid->base.repeats;
}

guint
lab_key_grid_place (const LabKeyGrid *grid, guint cell, guint axis)
{
  for (guint a = grid->axes - 1; a > axis; a--)
    cell /= grid->axis[a].count;
  return cell % grid->axis[axis].count;
}

gboolean
lab_key_grid_cell (const LabKeyGrid *grid, guint cell, LabExperiment *experiment, GError **error)
{
  *experiment = grid->base;
  for (guint a = 0; a < grid->axes; a++) {
    double value = grid->axis[a].value[lab_key_grid_place (grid, cell, a)];
    if (!lab_experiment_set_number (experiment, grid->axis[a].key, value, error))
      return FALSE;
  }
  experiment->grid_length = 1;
  experiment->grid[0] = (double)experiment->n;
  return TRUE;
}

static gboolean
check_cells (const LabKeyGrid *grid, GError **error)
{
  LabExperiment experiment;

  if (lab_key_grid_runs (grid) > LAB_KEY_GRID_MOST_RUNS) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("this grid has %u runs; at most %d are trained at once: give shorter lists, or "
                    "fewer repeats"),
                 lab_key_grid_runs (grid), LAB_KEY_GRID_MOST_RUNS);
    return FALSE;
  }
  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++)
    if (!lab_key_grid_cell (grid, cell, &experiment, error) ||
        !lab_experiment_check (&experiment, error))
      return FALSE;
  return TRUE;
}

/* FALSE where sweep or grid is given twice. */
static gboolean
check_once (const char *const *words, const char *key, GError **error)
{
  gsize length = strlen (key);
  gboolean seen = FALSE;

  for (guint i = 0; words[i] != NULL; i++) {
    if (strncmp (words[i], key, length) != 0 || words[i][length] != '=')
      continue;
    if (seen) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   _ ("%s: %s is given twice; once is allowed"), words[i], key);
      return FALSE;
    }
    seen = TRUE;
  }
  return TRUE;
}

gboolean
lab_key_grid_parse (const char *const *words, LabPointSet *points, LabKeyGrid *out, GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  LabKeyGrid grid = {.axes = 0};

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_has_prefix (words[i], "sweep=") && !g_str_has_prefix (words[i], "grid="))
      g_ptr_array_add (others, (gpointer)words[i]);
  g_ptr_array_add (others, NULL);
  if (!check_once (words, "sweep", error) || !check_once (words, "grid", error) ||
      !read_sweep (find_word (words, "sweep"), &grid, error) ||
      !lab_experiment_parse ((const char *const *)others->pdata, points, &grid.base, error) ||
      !read_grid (find_word (words, "grid"), &grid, error) || !check_cells (&grid, error))
    return FALSE;
  *out = grid;
  return TRUE;
}

char *
lab_key_grid_sweep_text (const LabKeyGrid *grid)
{
  GString *text = g_string_new (NULL);

  for (guint a = 0; a < grid->axes; a++)
    g_string_append_printf (text, "%s%s", a > 0 ? "," : "", grid->axis[a].key);
  return g_string_free (text, FALSE);
}

char *
lab_key_grid_grid_text (const LabKeyGrid *grid)
{
  GString *text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint a = 0; a < grid->axes; a++)
    for (guint i = 0; i < grid->axis[a].count; i++)
      g_string_append_printf (
          text, "%s%s",
          i > 0   ? ","
          : a > 0 ? ":"
                  : "",
          g_ascii_formatd (buffer, sizeof buffer, "%.15g", grid->axis[a].value[i]));
  return g_string_free (text, FALSE);
}

gboolean
lab_key_grid_widen (LabKeyGrid *grid, gboolean before)
{
  LabKeyAxis *axis = &grid->axis[0];
  const LabKey *key = lab_experiment_find_key (axis->key);
  double added[WIDENED];

  if (grid->axes != 1 || axis->is_linear || axis->count < 2 || axis->count + WIDENED > LAB_GRID_MAX)
    return FALSE;
  double ratio = before ? axis->value[0] / axis->value[1]
                        : axis->value[axis->count - 1] / axis->value[axis->count - 2];
  double end = before ? axis->value[0] : axis->value[axis->count - 1];
  for (guint i = 0; i < WIDENED; i++) {
    added[i] = end * pow (ratio, i + 1.0);
    if (!(added[i] > key->minimum && added[i] <= key->maximum) ||
        (key->type == LAB_KEY_INTEGER && added[i] != round (added[i])))
      return FALSE;
  }
  if (before)
    memmove (axis->value + WIDENED, axis->value, sizeof *axis->value * axis->count);
  for (guint i = 0; i < WIDENED; i++)
    axis->value[before ? WIDENED - 1 - i : axis->count + i] = added[i];
  axis->count += WIDENED;
  return TRUE;
}
