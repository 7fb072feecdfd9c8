package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.Batch;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

  private static final int STEPS = 12;

  /// A model that counts how often it is called.
  private static final class Counting implements Layer {
    private final Layer inner;
    private int calls;

    Counting(Layer inner) {
      this.inner = inner;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      calls++;
      return inner.forward(x, pass);
    }

    @Override
    public Map<String, Object> parts() {
      return inner.parts();
    }
  }

  private static Sequential net() {
    var random = RandomStream.of(1, "weights");
    return Sequential.of(
        Linear.of(2, 16, random), Activation.TANH, new Dropout(0.3), Linear.of(16, 2, random));
  }

  private static String trained(Layer model, Loss loss) {
    TrainingStep step = new TrainingStep(model, Step.of(model, loss));
    Optimizer optimizer = Optimizer.of(Parameters.of(model), new Adam(0.02));
    var data = GeneratedSet.MOONS.draw(60, 0.1, RandomStream.of(1, "data"));
    for (int i = 0; i < STEPS; i++) {
      int rows = i % 4 == 3 ? 5 : 16;
      optimizer.zeroGrad();
      Batch batch =
          new Batch(
              i,
              new int[rows],
              data.features().slice(0, i, i + rows),
              data.target().slice(0, i, i + rows));
      step.run(batch, Optional.empty(), RandomStream.of(1, "layers", i), Optional.empty());
      optimizer.step();
    }
    return Digest.sha256(Parameters.of(model).stateDict());
  }

  @Test
  void aRecordedModelIsTrainedToTheBitsOfOneThatIsCalled() {
    Counting called = new Counting(net());
    assertThat(trained(net(), new CrossEntropyLoss()))
        .isEqualTo(trained(called, new CrossEntropyLoss()));
    assertThat(called.calls).isEqualTo(STEPS);
  }

  @Test
  void aModelOfRecordsIsRecordedOnceForEachShape() {
    int[] losses = new int[1];
    record Wrapper(Sequential net) implements Layer {
      @Override
      public Tensor forward(Tensor x, Pass pass) {
        return net.forward(x, pass);
      }
    }
    record CountingLoss(int[] calls) implements Loss {
      @Override
      public Tensor of(Tensor input, Tensor target) {
        calls[0]++;
        return new CrossEntropyLoss().of(input, target);
      }
    }
    trained(new Wrapper(net()), new CountingLoss(losses));
    assertThat(losses[0]).isEqualTo(2);
  }

  @Test
  void onlyWhatIsMadeOfRecordsAndConstantsIsFixed() {
    assertThat(Parts.problem("model", net())).isEmpty();
    assertThat(Parts.problem("model", new CrossEntropyLoss())).isEmpty();
    assertThat(Parts.problem("model", Sequential.of(net(), new Counting(net())))).isPresent();
    Layer lambda = (x, _) -> x.relu();
    assertThat(Parts.problem("model", Sequential.of(lambda))).isPresent();
    Loss loss = (input, target) -> input.subtract(target).abs().mean();
    assertThat(Parts.problem("model", loss)).isPresent();
    assertThat(Parts.problem("model", List.of(Activation.RELU, 3, "text"))).isEmpty();
    assertThat(Parts.problem("model", new ArrayList<>(List.of(new Object())))).isPresent();
  }
}
