/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab fit: laws fitted to the curves of a table. */
#include "cli/command.h"

#include "cli/fit/fit-answers.h"
#include "cli/fit/fit-files.h"
#include "cli/fit/fit-follow.h"
#include "cli/fit/fit-joint.h"
#include "cli/output.h"

static int
print (const LabArguments *words, const LabFitAnswers *answers, const LabOut *out)
{
  g_autofree char *answer = words->json ? lab_fit_json (answers) : lab_fit_text (answers);
  g_autofree char *files = out != NULL && !words->json ? lab_out_words (out) : g_strdup ("");
  g_autofree char *text = g_strconcat (answer, files, NULL);
  const gboolean well = words->json ? lab_print_utf8 (text) : lab_print (text);

  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

static int
run (const LabArguments *words)
{
  g_auto (LabFitRequest) request = {.where = NULL};
  g_auto (LabFitAnswers) answers = {.table = NULL};
  g_autoptr (LabTable) table = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (GError) error = NULL;
  int status = LAB_EXIT_DONE;

  if (lab_fit_joint_is_asked (words))
    return lab_fit_joint (words);
  if (!lab_fit_request_read (words, &request))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (words->follow)
    return lab_fit_follow (words, &request);
  table = lab_table_read (words->file, &error);
  if (table == NULL)
    return lab_exit_with (error);
  out = words->out != NULL ? lab_fit_files_open (words, table, &status) : NULL;
  if (status != LAB_EXIT_DONE)
    return status;
  if (!lab_fit_answers_make (table, &request, &answers, &error))
    return lab_exit_with (error);
  if (out != NULL && !lab_fit_files_write (out, &answers))
    return LAB_EXIT_FAILED;
  return print (words, &answers, out);
}

const LabCommand lab_command_fit = {
    .name = "fit",
    .usage = "FILE [--x COL] [--y COL] [--by COL] [--where COL=VALUE]... [--error COL] [--best] "
             "[--model MODEL] [--gamma G] [--from X] [--to X] [--at X] [--reach Y] [--maximum Y] "
             "[--floor any] [--shift] "
             "[--compare] [--robust] [--out DIR] [--replace] [--follow] [--json] | FILE --model "
             "joint --n COL "
             "--d COL --y COL "
             "[--at C] [--reach Y] | FILE "
             "--model isoflop --compute COL --n COL --y COL",
    .summary = "Fit a power law, a broken one, a sum law or a joint law of N and D to a table.",
    .details =
        "FILE may also be a pipe, or - for standard input.\n"
        "Tables are read as people have them: fields separated by commas, semicolons,\n"
        "tabs or blanks, Markdown, LaTeX, JSON (lines, lists, trainer_state.json), a\n"
        "trainer's log (key: value, key=value), TensorBoard's event files; compressed by\n"
        "gzip or not; decimal commas, 1e9, 2.2B, 1D-3. Lines that begin with # are\n"
        "comments. x and y are found by the names of columns and by what stands in them,\n"
        "and the answer says how; where more than one reading is plausible they are asked\n"
        "for. Runs are told apart by their names and never pooled without a word: --by\n"
        "makes a curve of each, --where takes some rows, --best the least value at each x.\n"
        "Repeats are known by a column of seeds; of a table with several columns of losses\n"
        "each is a curve. In a points.csv of this program x and y are what the sweep\n"
        "varied (n, parameters, steps, compute) and excess_risk; runs that did not finish\n"
        "are left out, and of trajectories the largest width counts. Warm-up and\n"
        "optimisation floor are not known here: scaling-lab run leaves them out by rule.\n"
        "\n"
        "Models: power (A x^p), power+floor (A x^p + E), broken (one power, then\n"
        "another, the bend sharp or smooth), broken-smooth (the bend smooth, of any\n"
        "sharpness), two-phase (exponential, then a power), sum\n"
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
        "--floor any lets the floor of a power law lie below 0, --shift shifts x as well:\n"
        "E + A (x + x0)^p; both are least squares in ln y with profile intervals.\n"
        "--at says what the law says at X and between what a new value would lie, --reach\n"
        "where it has a value, each with a word where that is an extrapolation. --maximum\n"
        "fits how far values that rise lie below it. --error weighs by standard errors.\n"
        "A fit whose residuals keep to one side, or lie farther off than repeats spread, is\n"
        "called bad. Points beyond --to are held out.\n"
        "--follow fits again whenever the file has grown, until Ctrl-C.\n"
        "--out writes fits.json, residuals.csv and a chart (chart.svg) into DIR.\n"
        "--from and --to set the fit window; without them, of a training curve with a column\n"
        "of the learning rate, it is where that is whole: warm-up and decay are left out.\n"
        "--robust uses Huber's loss on ln y, so that\n"
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
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_MODEL | LAB_COMMAND_TAKES_JSON |
             LAB_COMMAND_TAKES_OUT | LAB_COMMAND_REPLACES,
    .run = run,
};
