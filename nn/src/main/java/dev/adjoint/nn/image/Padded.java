package dev.adjoint.nn.image;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// A layer that sees its input in a frame, with the parameters of the layer under their own names:
/// the padding modes of a convolution. `padding_mode="reflect"` with one row and column is
///
/// ```java
/// new Padded(Pad.of(PadMode.REFLECT, 1, 1, 1, 1), Conv2d.of(3, 8, 3, random))
/// ```
///
/// **Shapes**: those of the layer for the larger x.
///
/// **Gradient**: that of the layer, added up over the positions at which an element occurs.
///
/// As the argument `padding_mode` of `torch.nn.Conv1d`, `Conv2d` and `Conv3d`.
///
/// @param pad the frame
/// @param layer what sees it, without padding of its own
public record Padded(Pad pad, Layer layer) implements Layer {

  /// Checks that both are there.
  public Padded {
    Require.given("padded", "the frame", pad, "give Pad.of(PadMode.REFLECT, 1, 1, 1, 1)");
    Require.given("padded", "the layer", layer, "give a layer");
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return layer.forward(pad.forward(x), pass);
  }

  @Override
  public Map<String, Object> parts() {
    return layer.parts();
  }

  @Override
  public String toString() {
    return "Padded(%s, %s)".formatted(pad, layer);
  }
}
