/// What an answer of a trained network depends on, input by input.
///
/// [dev.adjoint.pipeline.attribution.Attributions] computes an
/// [dev.adjoint.pipeline.attribution.Attribution] by an
/// [dev.adjoint.pipeline.attribution.AttributionMethod]. An attribution always has its residual:
/// how far its sum is from the difference between the output for the sample and the output for the
/// [dev.adjoint.pipeline.attribution.Baseline]. The same can be computed for random weights, as
/// Adebayo et al. (2018) propose: an attribution that stays the same says nothing about training.
@NullMarked
package dev.adjoint.pipeline.attribution;

import org.jspecify.annotations.NullMarked;
