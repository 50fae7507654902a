/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of one variant. */
#include "transformer/simd.h"

#include "transformer/activations.h"
#include "transformer/cross-entropy.h"
#include "transformer/network.h"
#include "transformer/optimizer.h"
#include "transformer/workspace.h"

extern const LabSimd VARIANT (lab_simd);

const LabSimd VARIANT (lab_simd) = {
    .network_new = lab_network_new,
    .network_free = lab_network_free,
    .network_bytes = lab_network_bytes,
    .network_set_stop = lab_network_set_stop,
    .network_capacity = lab_network_capacity,
    .forward = lab_network_forward,
    .backward = lab_network_backward,
    .cross_entropy = lab_cross_entropy_backward,
    .measure = lab_cross_entropy_measure,
    .backward_examples = lab_network_backward_examples,
    .activations = lab_network_activations,
    .sum_of_squares = lab_sum_of_squares,
    .adamw = lab_adamw,
    .descend = lab_descend,
};
