package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A real file of another program, which is not part of the project: a ResNet-20 for CIFAR-10 saved
/// by an old PyTorch from a `DataParallel` model, in a checkpoint.
class PretrainedWeightsTest {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  /// Two convolutions beside a shortcut, which takes every second pixel and adds channels of zeros.
  record Block(Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2) implements Layer {

    static Block of(int in, int out) {
      return new Block(
          convolution(in, out, in == out ? 1 : 2),
          BatchNorm2d.of(out),
          convolution(out, out, 1),
          BatchNorm2d.of(out));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x, pass), pass).relu();
      Tensor z = bn2.forward(conv2.forward(y, pass), pass);
      int added = z.shape().size(1) - x.shape().size(1);
      Tensor shortcut =
          added == 0
              ? x
              : x.slice(2, 0, x.shape().size(2), 2)
                  .slice(3, 0, x.shape().size(3), 2)
                  .pad(0, 0, 0, 0, 0, added / 2, added / 2);
      return z.add(shortcut).relu();
    }
  }

  record ResNet20(
      Conv2d conv1,
      BatchNorm2d bn1,
      Sequential layer1,
      Sequential layer2,
      Sequential layer3,
      Linear linear)
      implements Layer {

    static ResNet20 of() {
      return new ResNet20(
          convolution(3, 16, 1),
          BatchNorm2d.of(16),
          blocks(16, 16),
          blocks(16, 32),
          blocks(32, 64),
          Linear.of(64, 10, RANDOM));
    }

    private static Sequential blocks(int in, int out) {
      List<Layer> blocks = new ArrayList<>(List.of(Block.of(in, out)));
      blocks.add(Block.of(out, out));
      blocks.add(Block.of(out, out));
      return new Sequential(blocks);
    }

    Tensor features(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x, pass), pass).relu();
      y = layer3.forward(layer2.forward(layer1.forward(y, pass), pass), pass);
      return y.mean(3).mean(2);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return linear.forward(features(x, pass), pass);
    }
  }

  private static Conv2d convolution(int in, int out, int stride) {
    return Conv2d.of(in, out, 3, RANDOM).withStride(stride).withPadding(1).withoutBias();
  }

  @Test
  void aPretrainedNetworkLoadsByNameAndAnswersAsInPyTorch() throws IOException {
    ResNet20 net = ResNet20.of();
    Weights.load(net, shared("resnet20-12fca82f.th"));
    Pass pass = new Pass.Inference();
    Tensor x = Numpy.read(shared("signs20-input.npy"));
    Tensor features = Tensor.noGrad(() -> net.features(x, pass));
    Tensor logits = Tensor.noGrad(() -> net.forward(x, pass));
    requireClose(features, Numpy.read(shared("signs20-features.npy")));
    requireClose(logits, Numpy.read(shared("signs20-logits.npy")));

    ResNet20 other = ResNet20.of();
    Weights.load(other, shared("resnet20.safetensors"));
    assertThat(other.linear().weight().value().contentEquals(net.linear().weight().value()))
        .isTrue();
  }

  private static void requireClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
  }

  private static Path shared(String name) {
    Path path =
        Path.of(System.getProperty("adjoint.data", "../../shared/data"))
            .resolveSibling("pretrained")
            .resolve("resnet20")
            .resolve(name);
    assumeTrue(
        Files.exists(path),
        () -> "skipped: %s is not part of the project and not on this machine".formatted(path));
    return path;
  }
}
