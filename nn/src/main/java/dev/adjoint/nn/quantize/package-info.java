/// Smaller weights for inference.
///
/// - [Quantize]: a model with weights in 8 bits or BF16.
/// - [Int8Linear], [Int8Conv2d]: products of whole numbers of 8 bits. [Bfloat16Linear]: half of the
///   bits of F32.
@NullMarked
package dev.adjoint.nn.quantize;

import org.jspecify.annotations.NullMarked;
