/// Layers that change the sizes, borders and patches of images, sequences and volumes.
///
/// - [Pad], [Padded]: frames, and layers that see their input in one.
/// - [Upsample]: other sizes. [PixelShuffle], [PixelUnshuffle]: channels as pixels and back.
/// - [Unfold], [Fold]: patches as columns and back.
/// - [ChannelShuffle], [LocalResponseNorm]: across the channels.
@NullMarked
package dev.adjoint.nn.image;

import org.jspecify.annotations.NullMarked;
