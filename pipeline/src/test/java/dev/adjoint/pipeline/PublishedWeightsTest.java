package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.models.ResNet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Weights that others published give the answers that they give in PyTorch.
final class PublishedWeightsTest {

  private static final Path PRETRAINED = pretrained();

  private static Path pretrained() {
    String given = System.getProperty("adjoint.data");
    Path data = given == null ? Path.of("../../shared/data") : Path.of(given);
    return data.resolveSibling("pretrained/resnet20");
  }

  @Test
  void resNet20GivesTheAnswersOfPyTorchWithThePublishedWeights() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(PRETRAINED), "no pretrained weights");
    ResNet network = ResNet.of(3, 20, 16, 10, new SplittableRandom(5));
    Parameters.of(network)
        .loadStateDict(Safetensors.read(PRETRAINED.resolve("resnet20.safetensors")).tensors());
    Tensor x = Tensor.of(npy("signs20-input.npy"), Shape.of(20, 3, 32, 32));
    Tensor features = Tensor.noGrad(() -> network.features(x, Pass.INFERENCE));
    Tensor logits = Tensor.noGrad(() -> network.forward(x, Pass.INFERENCE));
    assertThat(distance(features, npy("signs20-features.npy"))).isLessThan(1e-4);
    assertThat(distance(logits, npy("signs20-logits.npy"))).isLessThan(1e-4);
  }

  private static double distance(Tensor ours, float[] theirs) {
    float[] numbers = ours.toFloatArray();
    assertThat(numbers).hasSameSizeAs(theirs);
    double most = 0;
    for (int i = 0; i < numbers.length; i++) {
      most = Math.max(most, Math.abs(numbers[i] - theirs[i]));
    }
    return most;
  }

  /// The numbers of an array file of F32 with a header of 128 bytes.
  private static float[] npy(String name) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(PRETRAINED.resolve(name)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(128);
    float[] numbers = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(numbers);
    return numbers;
  }
}
