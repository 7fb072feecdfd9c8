package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.models.image.Vgg;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.ReplacedLayers;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Metrics;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.quantize.Quantize;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What smaller weights cost in accuracy, on real pictures.
class QuantizedAccuracyTest {

  private static final int TRAINED = 1000;
  private static final int HELD_OUT = 500;
  private static final int BATCH = 100;

  private final SplittableRandom random = new SplittableRandom(12);

  private Sequential network() {
    return Sequential.of(
        Conv2d.of(1, 8, 3, random).withPadding(1),
        Activation.RELU,
        MaxPool2d.of(2),
        Conv2d.of(8, 16, 3, random).withPadding(1),
        Activation.RELU,
        MaxPool2d.of(2),
        new Flatten(),
        Linear.of(16 * 7 * 7, 32, random),
        Activation.RELU,
        Linear.of(32, 10, random));
  }

  @Test
  void eightBitsCostHardlyAnyAccuracy() {
    Sequential network = network();
    Tensor x = RealData.pictures(TRAINED + HELD_OUT);
    Tensor y = RealData.classes(TRAINED + HELD_OUT);
    Optimizer optimizer = Optimizer.of(Parameters.of(network), new Adam(0.003));
    for (int step = 0; step < 60; step++) {
      int from = step * BATCH % TRAINED;
      optimizer.zeroGrad();
      Tensor output = network.forward(x.slice(0, from, from + BATCH), new Pass.Training(random));
      new CrossEntropyLoss().of(output, y.slice(0, from, from + BATCH)).backward();
      optimizer.step();
    }
    Tensor held = x.slice(0, TRAINED);
    Tensor classes = y.slice(0, TRAINED);
    double whole = accuracy(network, held, classes);
    ReplacedLayers<Sequential> bytes = Quantize.dynamic(network);
    assertThat(bytes.replaced()).containsExactly("0", "3", "7", "9");
    assertThat(bytes.kept()).isEmpty();
    assertThat(whole).isGreaterThan(0.7);
    assertThat(accuracy(bytes.model(), held, classes)).isCloseTo(whole, within(0.02));
    Sequential halves = Quantize.bfloat16(network).model();
    assertThat(accuracy(halves, held, classes)).isCloseTo(whole, within(0.01));
  }

  private static double accuracy(Layer network, Tensor x, Tensor y) {
    return Tensor.noGrad(() -> Metrics.accuracy(network.forward(x, Pass.INFERENCE), y));
  }

  @Test
  void readyNetworksMadeOfSequencesAreReplacedWhole() {
    Vgg network = Vgg.of(Vgg.Depth.VGG_11, 1, true, 16, 10, random);
    ReplacedLayers<Vgg> result = Quantize.dynamic(network);
    assertThat(result.kept()).isEmpty();
    assertThat(result.replaced()).hasSize(8 + 3).contains("features.0", "classifier.6");
  }
}
