/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/scripts.h"

#include "core/error.h"
#include "core/file.h"

#include <glib/gstdio.h>
#include <string.h>

/* srun, since Slurm's --signal reaches job steps; the shell waits for it, so that a signal to the batch script
 * does not end the script first. */
static char *
slurm_text (const LabRunFolder *folder, const char *path, const char *program)
{
  return g_strdup_printf (
      "#!/bin/bash\n"
      "#SBATCH --job-name=scaling-lab\n"
      "#SBATCH --array=0-%u\n"
      "#SBATCH --ntasks=1\n"
      "#SBATCH --signal=TERM@120\n"
      "#SBATCH --requeue\n"
      "#SBATCH --open-mode=append\n"
      "# Add what your cluster asks for: --time, --cpus-per-task, --mem, --partition, --account.\n"
      "srun %s work %s --task \"$SLURM_ARRAY_TASK_ID\"\n"
      "status=$?\n"
      "# 75: stopped in time, with runs left; the same part once more.\n"
      "if [ \"$status\" -eq 75 ]; then\n"
      "    scontrol requeue \"${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}\"\n"
      "fi\n"
      "exit \"$status\"\n",
      folder->tasks - 1, program, path);
}

static char *
shell_text (const LabRunFolder *folder, const char *path, const char *program)
{
  return g_strdup_printf ("#!/bin/sh\n"
                          "# All parts with GNU parallel; its options, such as --jobs 4 or\n"
                          "# --sshloginfile hosts, may follow the name of this script.\n"
                          "work() {\n"
                          "    until %s work %s --task \"$1\"; do\n"
                          "        status=$?\n"
                          "        # 75: stopped in time, with runs left.\n"
                          "        [ \"$status\" -eq 75 ] || return \"$status\"\n"
                          "    done\n"
                          "}\n"
                          "if [ \"$1\" = --part ]; then\n"
                          "    work \"$2\"\n"
                          "    exit\n"
                          "fi\n"
                          "seq 0 %u | parallel --jobs 1 \"$@\" \"$0\" --part\n",
                          program, path, folder->tasks - 1);
}

static char *
kubernetes_text (const LabRunFolder *folder, const char *path, const char *program)
{
  return g_strdup_printf (
      "# An indexed job: JOB_COMPLETION_INDEX says which part a pod works on. Give it an image "
      "that has\n"
      "# scaling-lab, and a volume that all nodes can write to in place of the folder below.\n"
      "apiVersion: batch/v1\n"
      "kind: Job\n"
      "metadata:\n"
      "  name: scaling-lab\n"
      "spec:\n"
      "  completions: %u\n"
      "  parallelism: %u\n"
      "  completionMode: Indexed\n"
      "  backoffLimit: %u\n"
      "  template:\n"
      "    spec:\n"
      "      restartPolicy: OnFailure\n"
      "      terminationGracePeriodSeconds: 120\n"
      "      containers:\n"
      "      - name: work\n"
      "        image: scaling-lab\n"
      "        command: [%s, \"work\", %s]\n"
      "        volumeMounts:\n"
      "        - name: runs\n"
      "          mountPath: %s\n"
      "      volumes:\n"
      "      - name: runs\n"
      "        persistentVolumeClaim:\n"
      "          claimName: scaling-lab\n",
      folder->tasks, folder->tasks, MAX (folder->tasks * 6, 6), program, path, path);
}

static gboolean
write_script (const LabRunFolder *folder,
              const char *name,
              const char *text,
              int mode,
              GError **error)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autoptr (GError) cause = NULL;

  if (lab_file_write (path, text, strlen (text), &cause) && g_chmod (path, mode) == 0)
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE, "%s", cause != NULL ? cause->message : path);
}

/* As a word of YAML: JSON's strings are. */
static char *
yaml_word (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  return g_strdup_printf ("\"%s\"", escaped);
}

gboolean
lab_scripts_write (const LabRunFolder *folder, const char *program, GError **error)
{
  g_return_val_if_fail (folder != NULL && program != NULL, FALSE);

  g_autofree char *whole = g_canonicalize_filename (folder->path, NULL);
  g_autofree char *path = g_shell_quote (whole);
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *yaml_path = yaml_word (whole);
  g_autofree char *yaml_program = yaml_word (program);
  g_autofree char *slurm = slurm_text (folder, path, quoted);
  g_autofree char *shell = shell_text (folder, path, quoted);
  g_autofree char *kubernetes = kubernetes_text (folder, yaml_path, yaml_program);
  return write_script (folder, LAB_SCRIPT_SLURM, slurm, 0755, error) &&
         write_script (folder, LAB_SCRIPT_SHELL, shell, 0755, error) &&
         write_script (folder, LAB_SCRIPT_KUBERNETES, kubernetes, 0644, error);
}
