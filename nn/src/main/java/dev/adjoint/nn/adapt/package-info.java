/// Changes of the weights of finished layers.
///
/// - [Lora]: a small layer that learns beside one that stays. [Freezing]: by the paths of
///   parameters.
/// - [WeightNorm], [SpectralNorm]: weights by length and direction, or by their largest stretch.
///
/// Weights are tied by giving one [dev.adjoint.tensor.Parameter] to two layers.
@NullMarked
package dev.adjoint.nn.adapt;

import org.jspecify.annotations.NullMarked;
