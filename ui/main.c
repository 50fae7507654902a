/* The program: the command line where words call for it, else the window. */
#include "cli/cli.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  if (lab_cli_wants (argc, argv))
    return lab_cli_main (argc, argv);
  fputs ("scaling-lab: This build has no window; scaling-lab --help lists the commands.\n", stderr);
  return 1;
}
