/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit: laws fitted to the curves of a table. */
#include "cli/command.h"

#include "cli/commands/fit-answers.h"
#include "cli/commands/fit-joint.h"
#include "cli/output.h"

static int
print (const LabArguments *words, const LabFitAnswers *answers)
{
  g_autofree char *text = words->json ? lab_fit_json (answers) : lab_fit_text (answers);
  const gboolean well = words->json ? lab_print_utf8 (text) : lab_print (text);

  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

static int
run (const LabArguments *words)
{
  g_auto (LabFitRequest) request = {.where = NULL};
  g_auto (LabFitAnswers) answers = {.table = NULL};
  g_autoptr (LabTable) table = NULL;
  g_autoptr (GError) error = NULL;

  if (lab_fit_joint_is_asked (words))
    return lab_fit_joint (words);
  if (!lab_fit_request_read (words, &request))
    return LAB_EXIT_NOT_UNDERSTOOD;
  table = lab_table_read (words->file, &error);
  if (table == NULL || !lab_fit_answers_make (table, &request, &answers, &error))
    return lab_exit_with (error);
  return print (words, &answers);
}

const LabCommand lab_command_fit = {
    .name = "fit",
    .usage = "FILE [--x COL] [--y COL] [--model MODEL] [--gamma G] [--from X] [--to X] "
             "[--robust] [--json] | FILE --model joint --n COL --d COL --y COL [--reach Y] | FILE "
             "--model isoflop --compute COL --n COL --y COL",
    .summary = "Fit a power law, a broken one, a sum law or a joint law of N and D to a table.",
    .details =
        "FILE may also be a pipe, or - for standard input.\n"
        "The table has fields separated by commas, one row per point; lines that begin\n"
        "with # are comments, and the first row may name the columns (else they are\n"
        "called 1, 2, ...). x and y are the columns of these names, or else the first\n"
        "two. In a points.csv of this program they are what the sweep varied (n,\n"
        "parameters, steps, compute) and excess_risk; runs that did not finish are left\n"
        "out, and of trajectories the largest width counts. Warm-up and optimisation\n"
        "floor are not known here: scaling-lab run leaves them out by rule.\n"
        "\n"
        "Models: power (A x^p), power+floor (A x^p + E), broken (one power, then\n"
        "another, the bend sharp or smooth), two-phase (exponential, then a power), sum\n"
        "(R0 exp(-x/C0) + A x^-gamma, paper B's own form), sum+floor, constant-speed\n"
        "((1 - x/c)^2 as AdamW's early steps fall, then a power), auto (what the data\n"
        "choose, by AICc). exponent is p or -gamma, negative when y falls; low and high\n"
        "its 95 % interval, null where the data set no limit. With a break both belong to\n"
        "what lies beyond. --gamma fixes gamma of a sum, such as --gamma 1/7. A sum's\n"
        "boundary is its crossing, from which on the power law is the larger part.\n"
        "A slope needs 4 different x that span half a decade; a floor 6; a break or a sum\n"
        "10 over a factor of 4. choice says what the data choose: a law is refused when\n"
        "it scatters more than three times as much as a smooth curve, and none fits when\n"
        "all are; where it cannot be told, the laws that remain are listed with what each\n"
        "says. Zero, negative and non-finite values are left out and counted.\n"
        "--from and --to set the fit window; --robust uses Huber's loss on ln y, so that\n"
        "single outliers hardly count. Where the smaller two thirds of the positions\n"
        "allow the model, they are fitted again and scored on the rest (held out): the\n"
        "share of points inside the 95 % band, and the root mean square of ln y.\n"
        "\n"
        "Laws of two variables: --model joint fits L = E + A N^-alpha + B D^-beta to the\n"
        "columns --n (parameters), --d (training data) and --y (loss), by least squares in\n"
        "ln L or, with --robust, Huber's loss bent at 1e-3, beside four rivals chosen among\n"
        "by AICc. It tells 95 % intervals (refits of resampled points; profiles), the N and\n"
        "D that are best for each compute C = 6 N D, and with --reach what a loss needs.\n"
        "--model isoflop finds for each budget of --compute the N of least loss by a\n"
        "parabola in ln N, lays the joint law beside it (D from --d, else C/(6 N)) and warns\n"
        "where the parabola is biased.\n"
        "\n"
        "Example: scaling-lab fit results/points.csv --model power+floor\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_MODEL | LAB_COMMAND_TAKES_JSON,
    .run = run,
};
