/// Softmax and log-softmax along the last axis, and cross-entropy on logits.
///
/// `FloatSoftmax` and `DoubleSoftmax` are the definition, `ScalarSoftmax` selects the code by
/// element type, `VectorSoftmax` computes F32 on vectors.
@NullMarked
package dev.adjoint.kernel.softmax;

import org.jspecify.annotations.NullMarked;
