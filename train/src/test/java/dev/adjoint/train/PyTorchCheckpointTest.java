package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.pytorch.PyTorchFile;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Rmsprop;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchCheckpointTest {

  private static final Path SCRIPT = Path.of("src/test/python/training_goes_on.py");

  /// The folder of the files that PyTorch 2.13 made.
  private static final String NEW = "torch-2.13/";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"sgd", "adam", "adamw", "torch-2.13/sgd", "torch-2.13/adam", "torch-2.13/adamw"})
  void trainingBegunInPyTorchGoesOnHereWithTheSameLosses(String stored) throws IOException {
    Sequential net = net();
    Optimizer optimizer = optimizer(stored.replace(NEW, ""), net);
    long epoch = PyTorchCheckpoint.load(net, optimizer, made(stored + ".pt"));
    assertThat(epoch).isEqualTo(3);
    Map<String, Tensor> expected = Numpy.readAll(made(stored + ".npz"));
    assertThat(losses(net, optimizer, expected))
        .containsExactly(at(expected, "losses").toDoubleArray(), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw"})
  void trainingBegunHereGoesOnInPyTorchAndBackAgain(String kind) throws Exception {
    Path python = pythonWithTorch();
    Sequential net = net();
    Optimizer optimizer = optimizer(kind, net);
    Map<String, Tensor> data = Numpy.readAll(made(kind + ".npz"));
    losses(net, optimizer, data);
    Path checkpoint = folder.resolve("here.pt");
    PyTorchCheckpoint.save(net, optimizer, 5, checkpoint);
    Path weights = folder.resolve("weights.pt");
    Weights.save(net, weights);
    Path there = folder.resolve("losses.npy");
    Path next = folder.resolve("there.pt");
    Process process =
        new ProcessBuilder(
                python.toString(),
                SCRIPT.toString(),
                "go-on",
                kind,
                weights.toString(),
                checkpoint.toString(),
                there.toString(),
                next.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("python.txt").toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("python.txt"))).isZero();
    assertThat(losses(net, optimizer, data))
        .containsExactly(Numpy.read(there).toDoubleArray(), within(1e-6));

    Sequential back = net();
    Optimizer again = optimizer(kind, back);
    assertThat(PyTorchCheckpoint.load(back, again, next)).isEqualTo(10);
    double[] expected = losses(net, optimizer, data);
    assertThat(losses(back, again, data)).containsExactly(expected, within(1e-6));
  }

  /// The checkpoint of this test is the one that PyTorch 2.13 read, byte for byte; what it made of
  /// it is stored.
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw"})
  void trainingBegunHereWentOnInPyTorch213AndComesBack(String kind) throws IOException {
    Sequential net = net();
    Optimizer optimizer = optimizer(kind, net);
    Map<String, Tensor> data = Numpy.readAll(made(kind + ".npz"));
    losses(net, optimizer, data);
    Path checkpoint = folder.resolve("here.pt");
    PyTorchCheckpoint.save(net, optimizer, 5, checkpoint);
    assertThat(checkpoint).hasSameBinaryContentAs(made(NEW + "here-" + kind + ".pt"));
    double[] there = Numpy.read(made(NEW + "there-" + kind + ".npy")).toDoubleArray();
    assertThat(losses(net, optimizer, data)).containsExactly(there, within(1e-6));

    Sequential back = net();
    Optimizer again = optimizer(kind, back);
    Path next = made(NEW + "there-" + kind + ".pt");
    assertThat(PyTorchCheckpoint.load(back, again, next)).isEqualTo(10);
    double[] expected = losses(net, optimizer, data);
    assertThat(losses(back, again, data)).containsExactly(expected, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw"})
  void ourOwnCheckpointGoesOnToTheSameBits(String kind) throws IOException {
    Sequential net = net();
    Optimizer optimizer = optimizer(kind, net);
    Map<String, Tensor> data = Numpy.readAll(made(kind + ".npz"));
    losses(net, optimizer, data);
    Path file = folder.resolve("here.pt");
    PyTorchCheckpoint.save(net, optimizer, 5, file);
    Sequential back = net();
    Optimizer again = optimizer(kind, back);
    assertThat(PyTorchCheckpoint.load(back, again, file)).isEqualTo(5);
    assertThat(again.steps()).isEqualTo(optimizer.steps());
    assertThat(losses(back, again, data)).isEqualTo(losses(net, optimizer, data));
    byte[] bytes = Files.readAllBytes(file);
    Sequential third = net();
    Optimizer thirdOptimizer = optimizer(kind, third);
    PyTorchCheckpoint.load(third, thirdOptimizer, file);
    PyTorchCheckpoint.save(third, thirdOptimizer, 5, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void anotherOptimizerIsRefusedAndNothingChanges() throws IOException {
    Sequential net = net();
    Map<String, Tensor> before = Parameters.of(net).stateDict();
    Path adam = made("adam.pt");
    Optimizer rate = Optimizer.of(net, new Adam(0.1).withWeightDecay(0.01));
    assertThatThrownBy(() -> PyTorchCheckpoint.load(net, rate, adam))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "load: %s was saved with another optimizer: lr is 0.02 there but 0.1 here; make the optimizer with the numbers of the file"
                .formatted(adam));
    Optimizer sgd = Optimizer.of(net, new Sgd(0.02));
    assertThatThrownBy(() -> PyTorchCheckpoint.load(net, sgd, adam))
        .hasMessageContaining("momentum is missing there but 0.0 here");
    Path groups = made("adamw.pt");
    Optimizer one = Optimizer.of(net, new AdamW(0.02));
    assertThatThrownBy(() -> PyTorchCheckpoint.load(net, one, groups))
        .hasMessage(
            "load: %s has parameter groups of [2, 2] parameters but the optimizer has [4]; make the optimizer for the same parameters, with the same rules for some"
                .formatted(groups));
    Path weights = folder.resolve("weights.pt");
    Weights.save(net, weights);
    assertThatThrownBy(() -> PyTorchCheckpoint.load(net, one, weights))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            weights
                + ": there is no optimizer_state_dict in the file; load the weights alone with"
                + " Weights.load");
    Optimizer other = Optimizer.of(net, new Rmsprop(0.01));
    assertThatThrownBy(() -> PyTorchCheckpoint.save(net, other, 0, weights))
        .hasMessageEndingWith(
            "has no form in a checkpoint of PyTorch; use Sgd, Adam or AdamW, or save the weights alone with Weights.save");
    Parameters.of(net)
        .stateDict()
        .forEach((name, value) ->
            assertThat(value.contentEquals(Objects.requireNonNull(before.get(name)))).isTrue());
  }

  /// Output weights that are the embedding's.
  record Tied(Embedding embed, Linear head) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return head.forward(embed.forward(x, pass), pass);
    }
  }

  @Test
  void tiedWeightsStandUnderBothNamesWithOneMemory() throws IOException {
    Embedding embed = Embedding.of(5, 3, new SplittableRandom(1));
    Tied tied = new Tied(embed, new Linear(embed.weight(), Optional.empty()));
    Path file = folder.resolve("tied.pt");
    Weights.save(tied, file);
    try (PyTorchFile open = PyTorchFile.open(file)) {
      assertThat(open.tensors()).containsOnlyKeys("embed.weight", "head.weight");
    }
    assertThat(Files.size(file)).isLessThan(1_200);
    Weights.load(tied, file);
    for (String name : List.of("weights.npz", "weights.safetensors")) {
      Weights.save(tied, folder.resolve(name));
      Weights.load(tied, folder.resolve(name));
    }
  }

  private static Sequential net() {
    SplittableRandom random = new SplittableRandom(9);
    return Sequential.of(Linear.of(3, 4, random), Activation.TANH, Linear.of(4, 2, random));
  }

  private static Optimizer optimizer(String kind, Layer net) {
    return switch (kind) {
      case "sgd" -> Optimizer.of(net, new Sgd(0.05, 0.9).withNesterov());
      case "adam" -> Optimizer.of(net, new Adam(0.02).withWeightDecay(0.01));
      default -> {
        AdamW rule = new AdamW(0.02).withWeightDecay(0.1);
        yield Optimizer.of(net, rule).with(PyTorchCheckpointTest::isBias, rule.withWeightDecay(0));
      }
    };
  }

  private static boolean isBias(Parameter parameter) {
    return parameter.shape().rank() < 2;
  }

  /// The losses of five steps.
  private static double[] losses(Layer net, Optimizer optimizer, Map<String, Tensor> data) {
    double[] losses = new double[5];
    for (int i = 0; i < losses.length; i++) {
      Tensor y = net.forward(at(data, "x"), new Pass.Training(new SplittableRandom(1)));
      Tensor error = y.subtract(at(data, "t"));
      Tensor loss = error.multiply(error).mean();
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      losses[i] = loss.item();
    }
    return losses;
  }

  /// Debian's own Python, which sees Debian's PyTorch.
  private static Path pythonWithTorch() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(
        Files.isExecutable(python)
            && Files.exists(SCRIPT)
            && new ProcessBuilder(python.toString(), "-c", "import torch, numpy").start().waitFor()
                == 0,
        "skipped: /usr/bin/python3 has no PyTorch (Debian's python3-torch)");
    return python;
  }

  private Path made(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PyTorchCheckpointTest.class.getResourceAsStream(name), name)) {
      return Files.write(folder.resolve(name.replace(NEW, "new-")), in.readAllBytes());
    }
  }

  private static Tensor at(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
