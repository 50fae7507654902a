/* Inside of the prediction, for the files it is made of. */
#pragma once

/* A step of a real optimiser is worth between these many units of kernel time. */
#define LAB_LEAST_WORTH 1e-2
#define LAB_MOST_WORTH  1e3
