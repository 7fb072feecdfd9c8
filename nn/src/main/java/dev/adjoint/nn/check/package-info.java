/// The gradient check of layers and losses: [LayerTable] holds a [LayerRow] for each layer,
/// [LossTable] a [LossRow] for each loss.
@NullMarked
package dev.adjoint.nn.check;

import org.jspecify.annotations.NullMarked;
