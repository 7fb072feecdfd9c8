package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Weighs each channel of an image by a number that two small layers compute from the means of all
/// channels: `y[c] = x[c] · gate(fc2(inner(fc1(mean of x))))[c]` (Hu, Shen and Sun 2018). The names
/// are torchvision's, whose layers are convolutions of 1×1.
///
/// **Shapes**: x `[N, C, H, W]`, result the same.
///
/// @param fc1 from C to the squeezed channels
/// @param fc2 back to C
/// @param inner the activation between them
/// @param gate the activation at the end
record SqueezeExcitation(Conv2d fc1, Conv2d fc2, Activation inner, Activation gate)
    implements PureLayer {

  static SqueezeExcitation of(
      int channels, int squeezed, Activation inner, Activation gate, RandomGenerator random) {
    return new SqueezeExcitation(
        Conv2d.of(channels, squeezed, 1, random),
        Conv2d.of(squeezed, channels, 1, random),
        inner,
        gate);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor means = x.mean(KeepAxes.YES, 2, 3);
    return x.multiply(gate.forward(fc2.forward(inner.forward(fc1.forward(means)))));
  }
}
