package dev.adjoint.models.generative;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The network of a small [DiffusionModel]: a U-Net of two levels that says which noise is in an
/// image, given how much there is. Each residual block adds a vector of the step to its channels.
///
/// @param time from sines and cosines of the step to its vector
/// @param convIn from the image to the width
/// @param down at full size
/// @param halve to half the size and twice the width
/// @param middle at half the size
/// @param twice back to full size
/// @param up at full size, with what was there before the halving
/// @param normOut the last norm
/// @param convOut from the width to the noise
public record NoiseNetwork(
    Sequential time,
    Conv2d convIn,
    Block down,
    Conv2d halve,
    Block middle,
    ConvTranspose2d twice,
    Block up,
    GroupNorm normOut,
    Conv2d convOut) {

  private static final int GROUPS = 4;
  private static final double SLOWEST = 10_000;

  /// A residual block: `x + conv2(SiLU(norm2(conv1(SiLU(norm1(x))) + emb(vector of the step))))`.
  ///
  /// @param skip fits x to the result where the channels differ
  public record Block(
      GroupNorm norm1,
      Conv2d conv1,
      Linear emb,
      GroupNorm norm2,
      Conv2d conv2,
      Optional<Conv2d> skip) {

    private static Block of(int in, int out, int vector, RandomGenerator random) {
      return new Block(
          GroupNorm.of(GROUPS, in),
          Conv2d.of(in, out, 3, random).withPadding(1),
          Linear.of(vector, out, random),
          GroupNorm.of(GROUPS, out),
          Conv2d.of(out, out, 3, random).withPadding(1),
          in == out ? Optional.empty() : Optional.of(Conv2d.of(in, out, 1, random)));
    }

    private Tensor forward(Tensor x, Tensor vector) {
      Tensor shift = emb.forward(vector).unsqueeze(2).unsqueeze(3);
      Tensor y = conv1.forward(norm1.forward(x).silu()).add(shift);
      y = conv2.forward(norm2.forward(y).silu());
      return y.add(skip.isPresent() ? skip.get().forward(x) : x);
    }
  }

  /// A network with PyTorch's initial values.
  ///
  /// @param channels of the images
  /// @param width channels at full size, a multiple of 4
  /// @throws IllegalArgumentException if the width is not a multiple of 4
  public static NoiseNetwork of(int channels, int width, RandomGenerator random) {
    if (width < GROUPS || width % GROUPS != 0) {
      throw new IllegalArgumentException(
          "noise network: the width is %d but must be a multiple of %d, the groups of its norms; 32 is usual"
              .formatted(width, GROUPS));
    }
    int vector = 4 * width;
    return new NoiseNetwork(
        Sequential.of(
            Linear.of(width, vector, random), Activation.SILU, Linear.of(vector, vector, random)),
        Conv2d.of(channels, width, 3, random).withPadding(1),
        Block.of(width, width, vector, random),
        Conv2d.of(width, 2 * width, 3, random).withStride(2).withPadding(1),
        Block.of(2 * width, 2 * width, vector, random),
        ConvTranspose2d.of(2 * width, width, 2, random).withStride(2),
        Block.of(2 * width, width, vector, random),
        GroupNorm.of(GROUPS, width),
        Conv2d.of(width, channels, 3, random).withPadding(1));
  }

  /// The noise in x.
  ///
  /// **Shapes**: x `[N, channels, H, W]` with even H and W, result the same.
  ///
  /// @param steps how many steps of noise each image has had, `[N]` (I64)
  public Tensor noise(Tensor x, Tensor steps) {
    Tensor vector = time.forward(waves(steps, x.elementType()), Pass.INFERENCE);
    Tensor full = down.forward(convIn.forward(x), vector);
    Tensor half = middle.forward(halve.forward(full), vector);
    Tensor joined = Tensor.concat(1, full, twice.forward(half));
    return convOut.forward(normOut.forward(up.forward(joined, vector)).silu());
  }

  /// Sines and cosines of the step with wavelengths from 2π to 10000·2π, `[N, width]`.
  private Tensor waves(Tensor steps, ElementType type) {
    int half = convIn.weight().shape().size(0) / 2;
    Tensor exponents =
        Tensor.arange(ElementType.F64, 0, half, 1).multiply(-Math.log(SLOWEST) / half);
    Tensor angles = steps.to(ElementType.F64).unsqueeze(1).multiply(exponents.exp());
    return Tensor.concat(1, angles.sin(), angles.cos()).to(type);
  }
}
