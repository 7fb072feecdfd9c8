/// Scaled dot-product attention in one pass, and its derivatives.
///
/// `FloatAttention` and `DoubleAttention` are the definition, `ScalarAttention` chooses by element
/// type. `VectorAttention` and `VectorAttentionGradient` compute F32 block by block;
/// `AttentionHead` is the part of the operands that one head uses.
@NullMarked
package dev.adjoint.kernel.attention;

import org.jspecify.annotations.NullMarked;
