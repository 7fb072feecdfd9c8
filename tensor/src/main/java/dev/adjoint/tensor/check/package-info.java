/// The gradient check: analytic derivatives against central differences in F64.
///
/// [GradientCheck] checks any function of tensors, so users can check their own operations and
/// layers.
@NullMarked
package dev.adjoint.tensor.check;

import org.jspecify.annotations.NullMarked;
