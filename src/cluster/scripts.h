/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts that start the parts of a plan on the engines that people have. */
#pragma once

#include "cluster/run-folder.h"

G_BEGIN_DECLS

/* The files, as they are named in the folder. */
#define LAB_SCRIPT_SLURM      "slurm.sh"
#define LAB_SCRIPT_SHELL      "parallel.sh"
#define LAB_SCRIPT_KUBERNETES "kubernetes.yaml"

/* Writes them; program is the name or path that starts Scaling Lab there. Each starts
 * `PROGRAM work DIR --task I` for each part and starts it again where that ends with 75. FALSE with
 * LAB_ERROR_FILE. */
gboolean lab_scripts_write (const LabRunFolder *folder,
                            const char         *program,
                            GError            **error);

G_END_DECLS
