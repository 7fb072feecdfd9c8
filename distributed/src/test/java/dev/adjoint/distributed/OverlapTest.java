package dev.adjoint.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.RandomStream;
import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.distributed.collective.ThreadCollective;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Gradients travel while the backward pass goes on.
@Timeout(60)
class OverlapTest {

  private static final int[] ONE = {1};

  /// Says how long the arrays are that are exchanged.
  private static final class Listening implements Collective {
    private final Collective alone = ThreadCollective.of(1).getFirst();
    private final LinkedBlockingQueue<Integer> calls = new LinkedBlockingQueue<>();

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void allReduceSum(float[] values) {
      calls.add(values.length);
      alone.allReduceSum(values);
    }

    @Override
    public void allReduceSum(double[] values) {
      alone.allReduceSum(values);
    }

    @Override
    public void allReduceSum(long[] values) {
      alone.allReduceSum(values);
    }

    @Override
    public void allReduceMin(long[] values) {
      alone.allReduceMin(values);
    }

    @Override
    public void broadcast(byte[] bytes, int root) {
      alone.broadcast(bytes, root);
    }

    @Override
    public void broadcast(float[] values, int root) {
      alone.broadcast(values, root);
    }

    @Override
    public float[] allGather(float[] own) {
      calls.add(own.length);
      return alone.allGather(own);
    }

    @Override
    public double[] allGather(double[] own) {
      return alone.allGather(own);
    }

    @Override
    public List<byte[]> allGather(byte[] own) {
      return alone.allGather(own);
    }

    @Override
    public void close() {
      alone.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBucketTravelsBeforeTheBackwardPassEnds(GradientOrder order) {
    var random = RandomStream.of(1, "weights");
    Sequential model = Sequential.of(Linear.of(2, 3, random), Linear.of(3, 5, random));
    List<Parameter> parameters = Parameters.of(model).list();
    Listening collective = new Listening();
    try (DataParallel parallel = DataParallel.of(collective).with(order).withBuckets(1)) {
      RecordedStep step =
          RecordedStep.withRandom((_, inputs) ->
              new Tensor[] {model.forward(inputs[0], Pass.INFERENCE).square().mean()});
      Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
      step.runAll(random, x);
      List<float[]> alone = gradients(parameters);

      parameters.forEach(Parameter::zeroGrad);
      Consumer<Parameter> complete = parallel.begin(parameters, ONE);
      List<Integer> travelled = new ArrayList<>();
      Set<Parameter> told = new HashSet<>();
      step.runAll(
          random,
          parameter -> {
            complete.accept(parameter);
            told.add(parameter);
            if (told.equals(Set.of(parameters.get(3), parameters.get(2)))) {
              assertThat(parameters.get(0).hasGradient()).isFalse();
              travelled.add(next(collective));
              travelled.add(next(collective));
            }
          },
          x);
      assertThat(travelled).as("bias and weight of the last layer").containsExactly(1 + 5, 1 + 15);
      parallel.add(parameters, ONE);
      parameters.forEach(Parameter::zeroGrad);
      parallel.finish(parameters, ONE);

      assertThat(gradients(parameters)).usingRecursiveComparison().isEqualTo(alone);
      assertThat(collective.calls).containsExactly(1 + 3, 1 + 6);
    }
  }

  @Test
  void aFrozenParameterIsNotWaitedForAndTheOrderIsThatOfTheBuckets() {
    List<Parameter> parameters =
        List.of(
            Parameter.of(Tensor.ones(2)),
            Parameter.of(Tensor.ones(3)),
            Parameter.of(Tensor.ones(4)));
    List<Bucket> buckets = Buckets.of(parameters, 1);
    parameters.get(2).trainable(false);
    List<Integer> sent = new ArrayList<>();
    BucketOrder order = new BucketOrder(buckets, parameters, sent::add);

    order.complete(parameters.get(0));
    assertThat(sent).as("the first bucket has the frozen one").containsExactly(0);
    order.complete(parameters.get(1));
    assertThat(sent).containsExactly(0, 1, 2);
    order.complete(Parameter.of(Tensor.ones(1)));
    order.rest();
    assertThat(sent).containsExactly(0, 1, 2);
  }

  private static List<float[]> gradients(List<Parameter> parameters) {
    return parameters.stream().map(each -> each.gradient().toFloatArray()).toList();
  }

  private static int next(Listening collective) {
    try {
      Integer length = collective.calls.poll(20, TimeUnit.SECONDS);
      return length == null ? -1 : length;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
