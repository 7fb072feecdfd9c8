package dev.adjoint.onnx.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers without weights on the image `[[1, 2, 3], [4, 5, 6]]` of one channel, and on rows. The
/// expected numbers follow from the documentation of Keras by hand.
class LayerRulesTest {

  private static final Tensor IMAGE =
      Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 2, 3, 1));

  @TempDir private Path folder;

  private Tensor run(Tensor x, String type, String settings) throws IOException {
    int[] sizes = x.shape().toArray();
    int[] inner = Arrays.copyOfRange(sizes, 1, sizes.length);
    String config =
        KerasFiles.functional(
            KerasFiles.input("x", inner), KerasFiles.layer(type, "y", settings, "x"));
    return KerasNetwork.load(KerasFiles.withConfig(folder, "mlp.keras", config))
        .forward(x, Pass.INFERENCE);
  }

  private void check(String type, String settings, Shape shape, float... expected)
      throws IOException {
    Tensor y = run(IMAGE, type, settings);
    assertThat(y.shape()).as(type).isEqualTo(shape);
    assertThat(y.toFloatArray()).as(type).containsExactly(expected);
  }

  @Test
  void pooling() throws IOException {
    check("MaxPooling2D", "\"pool_size\": 2", Shape.of(1, 1, 1, 1), 5);
    // The padding of "same" goes to the right and counts in no mean.
    check("MaxPooling2D", "\"padding\": \"same\"", Shape.of(1, 1, 2, 1), 5, 6);
    check("AveragePooling2D", "\"padding\": \"same\"", Shape.of(1, 1, 2, 1), 3, 4.5f);
    check("AveragePooling2D", "\"strides\": [1, 1]", Shape.of(1, 1, 2, 1), 3, 4);
    check("GlobalAveragePooling2D", "", Shape.of(1, 1), 3.5f);
    check("GlobalMaxPooling2D", "\"keepdims\": true", Shape.of(1, 1, 1, 1), 6);
  }

  @Test
  void movement() throws IOException {
    check("Flatten", "", Shape.of(1, 6), 1, 2, 3, 4, 5, 6);
    check("Reshape", "\"target_shape\": [3, -1]", Shape.of(1, 3, 2), 1, 2, 3, 4, 5, 6);
    check("Permute", "\"dims\": [2, 1, 3]", Shape.of(1, 3, 2, 1), 1, 4, 2, 5, 3, 6);
    check(
        "ZeroPadding2D",
        "\"padding\": [[1, 0], [0, 1]]",
        Shape.of(1, 3, 4, 1),
        new float[] {0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0});
    check("Cropping2D", "\"cropping\": [[1, 0], [0, 1]]", Shape.of(1, 1, 2, 1), 4, 5);
    check(
        "UpSampling2D",
        "\"size\": [1, 2]",
        Shape.of(1, 2, 6, 1),
        new float[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6});
    check(
        "UpSampling2D",
        "\"size\": [2, 1], \"interpolation\": \"bilinear\"",
        Shape.of(1, 4, 3, 1),
        new float[] {1, 2, 3, 1.75f, 2.75f, 3.75f, 3.25f, 4.25f, 5.25f, 4, 5, 6});
    Tensor repeated =
        run(Tensor.of(new float[] {1, 2}, Shape.of(1, 2)), "RepeatVector", "\"n\": 2");
    assertThat(repeated.shape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(repeated.toFloatArray()).containsExactly(1, 2, 1, 2);
  }

  @Test
  void elementwise() throws IOException {
    Tensor x = Tensor.of(new float[] {-2, 0.5f, 8}, Shape.of(1, 3));
    assertThat(run(x, "ReLU", "\"max_value\": 6, \"negative_slope\": 0.5").toFloatArray())
        .containsExactly(-1, 0.5f, 6);
    assertThat(run(x, "LeakyReLU", "\"negative_slope\": 0.25").toFloatArray())
        .containsExactly(-0.5f, 0.5f, 8);
    assertThat(run(x, "Rescaling", "\"scale\": 0.5, \"offset\": 1").toFloatArray())
        .containsExactly(0, 1.25f, 5);
    assertThat(run(x, "Dropout", "\"rate\": 0.5").toFloatArray()).containsExactly(-2, 0.5f, 8);
    assertThat(run(x, "Activation", "\"activation\": \"relu6\"").toFloatArray())
        .containsExactly(0, 0.5f, 6);
    assertThat(run(x, "Activation", "\"activation\": \"hard_sigmoid\"").toFloatArray()[0])
        .isCloseTo(1 / 6f, within(1e-6f));
    assertThat(
            run(x, "Activation", "\"activation\": \"gelu\"").subtract(x.gelu()).abs().max().item())
        .isLessThan(1e-6);
    assertThat(run(x, "Softmax", "").subtract(x.softmax(-1)).abs().max().item()).isLessThan(1e-6);
  }
}
