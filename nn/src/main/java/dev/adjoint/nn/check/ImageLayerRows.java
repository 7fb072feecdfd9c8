package dev.adjoint.nn.check;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.image.ChannelShuffle;
import dev.adjoint.nn.image.Fold;
import dev.adjoint.nn.image.LocalResponseNorm;
import dev.adjoint.nn.image.Pad;
import dev.adjoint.nn.image.Padded;
import dev.adjoint.nn.image.PixelShuffle;
import dev.adjoint.nn.image.PixelUnshuffle;
import dev.adjoint.nn.image.Unfold;
import dev.adjoint.nn.image.Upsample;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.PadMode;
import java.util.List;

/// Sizes, borders and patches of images.
final class ImageLayerRows {

  private ImageLayerRows() {}

  static List<LayerRow> rows() {
    Pad mirror = Pad.of(PadMode.REFLECT, 1, 1, 1, 1);
    return List.of(
        LayerRow.of(_ -> mirror, 1, 2, 3, 2),
        LayerRow.of(_ -> Pad.constant(0.5, 1, -1), 2, 3),
        LayerRow.of(random -> new Padded(mirror, Conv2d.of(1, 2, 3, random)), 1, 1, 3, 2),
        LayerRow.of(_ -> Upsample.of(1.5, Interpolation.CUBIC), 1, 2, 2, 4),
        LayerRow.of(_ -> Upsample.of(2, Interpolation.LINEAR).withAlignedCorners(), 2, 1, 3),
        LayerRow.of(_ -> new PixelShuffle(2), 1, 4, 2, 3),
        LayerRow.of(_ -> new PixelUnshuffle(2), 1, 1, 4, 2),
        LayerRow.of(_ -> new ChannelShuffle(2), 1, 4, 3),
        LayerRow.of(_ -> Unfold.of(2), 1, 2, 3, 3),
        LayerRow.of(_ -> Fold.of(3, 3, 2), 1, 4, 4),
        LayerRow.of(_ -> new LocalResponseNorm(3, 0.5, 0.75, 1), 2, 4, 3));
  }
}
