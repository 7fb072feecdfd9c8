/// Dropout of more than single elements; for those see [dev.adjoint.nn.Dropout].
///
/// - [ChannelDropout]: whole channels. [DropPath]: whole samples of a branch.
/// - [AlphaDropout]: keeps mean and variance, for networks of SELU.
@NullMarked
package dev.adjoint.nn.dropout;

import org.jspecify.annotations.NullMarked;
