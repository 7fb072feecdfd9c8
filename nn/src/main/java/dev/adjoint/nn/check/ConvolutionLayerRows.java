package dev.adjoint.nn.check;

import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Conv3d;
import dev.adjoint.nn.ConvTranspose1d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.ConvTranspose3d;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Conv3dOptions;
import dev.adjoint.tensor.Sizes3d;
import java.util.List;

/// Convolutions and their transposes.
final class ConvolutionLayerRows {

  private ConvolutionLayerRows() {}

  static List<LayerRow> rows() {
    Conv2dOptions groups = Conv2dOptions.standard().withGroups(2).withStride(2, 1);
    Conv3dOptions volumes =
        Conv3dOptions.standard()
            .withGroups(2)
            .withStride(new Sizes3d(1, 2, 1))
            .withPadding(new Sizes3d(1, 0, 1))
            .withDilation(new Sizes3d(2, 1, 1));
    Sizes3d kernel = new Sizes3d(2, 1, 2);
    return List.of(
        LayerRow.of(random -> Conv1d.of(2, 3, 3, random).asCausal(), 2, 2, 4),
        LayerRow.of(random -> Conv2d.of(2, 3, 2, random).withPadding(1), 1, 2, 3, 2),
        LayerRow.of(random -> Conv2d.of(2, 4, 2, groups, random), 2, 2, 4, 3),
        LayerRow.of(random -> Conv3d.of(2, 2, 2, random).withPadding(1), 1, 2, 2, 1, 2),
        LayerRow.of(random -> Conv3d.of(2, 4, kernel, volumes, random), 2, 2, 3, 3, 2),
        LayerRow.of(random -> Conv3d.of(1, 2, 2, random).withStride(2), 1, 3, 2, 2),
        LayerRow.of(
            random -> ConvTranspose1d.of(2, 3, 3, random).withStride(2).withExtra(1), 2, 2, 3),
        LayerRow.of(
            random -> ConvTranspose2d.of(2, 2, 3, random).withStride(2).withPadding(1), 1, 2, 2, 3),
        LayerRow.of(random -> ConvTranspose2d.of(2, 4, 2, groups, random), 1, 2, 2, 3),
        LayerRow.of(
            random -> ConvTranspose3d.of(2, 1, 2, random).withStride(2).withPadding(1).withExtra(1),
            1,
            2,
            2,
            2,
            1),
        LayerRow.of(random -> ConvTranspose3d.of(2, 2, 2, volumes, random), 2, 2, 2, 2));
  }
}
