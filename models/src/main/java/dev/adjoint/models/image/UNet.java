package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// U-Net of Ronneberger, Fischer and Brox (2015) for a class of every pixel: four times two
/// convolutions and a halving of the image, then four times a doubling and two convolutions that
/// also read what was there before the halving. The convolutions are padded and normalized, and the
/// names are those of the widely used implementation of milesial: `inc.double_conv.0.weight`,
/// `down1.maxpool_conv.1.double_conv.0.weight`, …, `up1.up.weight`, `outc.conv.weight`.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs, H, W]`; an odd size is padded with
/// zeros where the halves meet.
///
/// @param inc the first two convolutions
/// @param down the four halvings
/// @param up the four doublings
/// @param outc a convolution of 1×1 to the outputs
public record UNet(Sequential inc, List<Sequential> down, List<Up> up, Conv2d outc)
    implements Layer {

  private static final int LEVELS = 4;

  /// A doubling of the image and the two convolutions after it.
  public record Up(ConvTranspose2d up, Sequential conv) {}

  /// A network with PyTorch's initial values.
  ///
  /// @param channels of the images
  /// @param width channels of the first convolutions, 64 in the paper
  /// @param outputs classes of a pixel
  public static UNet of(int channels, int width, int outputs, RandomGenerator random) {
    List<Sequential> down = new ArrayList<>();
    List<Up> up = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      down.add(twice(width << level, width << (level + 1), random));
    }
    for (int level = LEVELS - 1; level >= 0; level--) {
      int wide = width << (level + 1);
      up.add(
          new Up(
              ConvTranspose2d.of(wide, wide / 2, 2, random).withStride(2),
              twice(wide, wide / 2, random)));
    }
    return new UNet(twice(channels, width, random), down, up, Conv2d.of(width, outputs, 1, random));
  }

  private static Sequential twice(int in, int out, RandomGenerator random) {
    return Sequential.of(
        Conv2d.of(in, out, 3, random).withPadding(1).withoutBias(),
        BatchNorm2d.of(out),
        Activation.RELU,
        Conv2d.of(out, out, 3, random).withPadding(1).withoutBias(),
        BatchNorm2d.of(out),
        Activation.RELU);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    List<Tensor> before = new ArrayList<>();
    Tensor y = inc.forward(x, pass);
    for (Sequential convolutions : down) {
      before.add(y);
      y = convolutions.forward(y.maxPool2d(2), pass);
    }
    for (Up doubling : up) {
      Tensor kept = before.removeLast();
      Tensor larger = sizedAs(kept, doubling.up().forward(y));
      y = doubling.conv().forward(Tensor.concat(1, kept, larger), pass);
    }
    return outc.forward(y);
  }

  private static Tensor sizedAs(Tensor kept, Tensor y) {
    int rows = kept.shape().size(2) - y.shape().size(2);
    int columns = kept.shape().size(3) - y.shape().size(3);
    return rows == 0 && columns == 0
        ? y
        : y.pad(0, columns / 2, columns - columns / 2, rows / 2, rows - rows / 2);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("inc.double_conv", inc);
    for (int i = 0; i < down.size(); i++) {
      parts.put("down%d.maxpool_conv.1.double_conv".formatted(i + 1), down.get(i));
    }
    for (int i = 0; i < up.size(); i++) {
      parts.put("up%d.up".formatted(i + 1), up.get(i).up());
      parts.put("up%d.conv.double_conv".formatted(i + 1), up.get(i).conv());
    }
    parts.put("outc.conv", outc);
    return parts;
  }
}
