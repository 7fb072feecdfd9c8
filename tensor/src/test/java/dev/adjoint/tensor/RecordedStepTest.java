package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.recording.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedStepTest {

  private final SplittableRandom random = new SplittableRandom(5);
  private final Parameter weight = Parameter.of(normal(4, 3));
  private final Parameter bias = Parameter.of(normal(4));
  private final AtomicInteger calls = new AtomicInteger();
  private final RecordedStep step = RecordedStep.of(this::loss);

  private Tensor loss(Tensor x, Tensor t) {
    calls.incrementAndGet();
    return x.linear(weight.value(), bias.value()).crossEntropy(t).mean();
  }

  @Test
  void aReplaySaysWhichGradientsAreComplete() {
    Parameter first = Parameter.of(normal(3, 3));
    RecordedStep two =
        RecordedStep.withRandom(
            (_, inputs) -> new Tensor[] {loss(inputs[0].matmul(first.value()).tanh(), inputs[1])});
    Tensor x = normal(2, 3);
    Tensor t = targets(2);
    List<Parameter> told = new ArrayList<>();
    two.runAll(random, told::add, x, t);
    assertThat(told).as("the first run tells nothing").isEmpty();
    List<String> expected = new ArrayList<>();
    List.of(bias, weight, first)
        .forEach(each -> expected.add(Arrays.toString(each.gradient().toFloatArray())));

    zeroGrad();
    first.zeroGrad();
    List<String> gradients = new ArrayList<>();
    List<Boolean> firstHasGradient = new ArrayList<>();
    two.runAll(
        random,
        parameter -> {
          told.add(parameter);
          gradients.add(
              Arrays.toString(Objects.requireNonNull(parameter.passingGradient()).toFloatArray()));
          firstHasGradient.add(first.hasGradient());
        },
        x,
        t);
    assertThat(told).hasSize(3).endsWith(first).contains(weight, bias);
    assertThat(gradients).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(firstHasGradient).containsExactly(false, false, true);
  }

  private Tensor normal(int... sizes) {
    return Tensor.normal(Shape.of(sizes), 0, 1, random);
  }

  private Tensor targets(int count) {
    return Tensor.randint(Shape.of(count), 0, 4, random);
  }

  private void zeroGrad() {
    weight.zeroGrad();
    bias.zeroGrad();
  }

  private void update(Parameter parameter) {
    parameter.replace(
        parameter.value().detach().subtract(parameter.gradient().detach().multiply(0.1)));
  }

  /// Loss and gradients of one step, from the recording or computed as usual.
  private List<float[]> step(boolean recorded, Tensor x, Tensor t) {
    zeroGrad();
    Tensor value;
    if (recorded) {
      value = step.run(x, t);
    } else {
      value = loss(x, t);
      value.backward();
    }
    return List.of(
        value.toFloatArray(), weight.gradient().toFloatArray(), bias.gradient().toFloatArray());
  }

  private void requireSame(Tensor x, Tensor t) {
    List<float[]> expected = step(false, x, t);
    List<float[]> actual = step(true, x, t);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i));
    }
  }

  @Test
  void lossAndGradientsHaveTheBitsOfAnEagerStepWhileTheParametersChange() {
    for (int i = 0; i < 5; i++) {
      requireSame(normal(6, 3), targets(6));
      update(weight);
      update(bias);
    }
    assertThat(calls.get()).as("five plain steps and one recording").isEqualTo(5 + 1);
  }

  @Test
  void stepsOfTwoShapesTakeTurns() {
    runTwoShapesInTurns();
  }

  private void runTwoShapesInTurns() {
    for (int i = 0; i < 4; i++) {
      requireSame(normal(6, 3), targets(6));
      requireSame(normal(2, 3), targets(2));
    }
    assertThat(calls.get()).isEqualTo(8 + 2);
  }

  @Test
  void theShapesUsedLeastRecentlyAreRecordedAgain() {
    for (int size : new int[] {1, 2, 3, 4, 1, 5, 1}) {
      step.run(normal(size, 3), targets(size));
    }
    assertThat(calls.get()).isEqualTo(5);
    step.run(normal(2, 3), targets(2));
    assertThat(calls.get()).isEqualTo(6);
  }

  @Test
  void inputsMayBeViewsOfAnyStrides() {
    for (int i = 0; i < 3; i++) {
      requireSame(normal(3, 6).transpose(), targets(6));
    }
  }

  @Test
  void gradientsAddUpWithoutZeroGrad() {
    Tensor x = normal(6, 3);
    Tensor t = targets(6);
    step(true, x, t);
    float[] once = step(true, x, t).get(1);
    step.run(x, t);
    step.run(x, t);
    float[] sum = new float[once.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = once[i] + once[i] + once[i];
    }
    assertThat(weight.gradient().toFloatArray()).containsExactly(sum);
  }

  @Test
  void whatWasHandedOutStaysAsItIs() {
    step(true, normal(6, 3), targets(6));
    zeroGrad();
    Tensor value = step.run(normal(6, 3), targets(6));
    Tensor gradient = weight.gradient();
    double number = value.item();
    float[] elements = gradient.toFloatArray();
    step(true, normal(6, 3), targets(6));
    step(true, normal(6, 3), targets(6));
    assertThat(value.item()).isEqualTo(number);
    assertThat(gradient.toFloatArray()).containsExactly(elements);
  }

  @Test
  void aTargetOutsideIsRefusedByARecordedStepWithTheSameMessage() {
    runWithATargetOutside();
  }

  private void runWithATargetOutside() {
    String message =
        "cross entropy: index 4 at [1] is outside 0 … 3 (the classes of logits [2, 4]); check the indices";
    Tensor x = normal(2, 3);
    assertThatThrownBy(() -> step.run(x, Tensor.of(0L, 4L))).hasMessage(message);
    requireSame(x, targets(2));
    requireSame(x, targets(2));
    assertThatThrownBy(() -> step.run(x, Tensor.of(0L, 4L)))
        .isInstanceOf(IndexException.class)
        .hasMessage(message);
    requireSame(x, targets(2));
  }

  @Test
  void theMessageOfARecordedStepNamesTheLayer() {
    RecordedStep inLayer =
        RecordedStep.of((x, t) -> LayerScope.in("head", "Layer", () -> loss(x, t)));
    inLayer.run(normal(2, 3), targets(2));
    inLayer.run(normal(2, 3), targets(2));
    assertThatThrownBy(() -> inLayer.run(normal(2, 3), Tensor.of(-1L, 0L)))
        .hasMessage(
            "cross entropy: index -1 at [0] is outside 0 … 3 (the classes of logits [2, 4]); check the indices\nin head, Layer");
  }

  @Test
  void aParameterThatIsFrozenLaterGetsNoGradient() {
    step(true, normal(6, 3), targets(6));
    step(true, normal(6, 3), targets(6));
    bias.trainable(false);
    requireSame(normal(6, 3), targets(6));
    assertThat(bias.hasGradient()).isFalse();
    assertThat(weight.hasGradient()).isTrue();
    bias.trainable(true);
    requireSame(normal(6, 3), targets(6));
    assertThat(bias.hasGradient()).isTrue();
  }

  @Test
  void aFrozenParameterIsReadAnewAtEveryRun() {
    bias.trainable(false);
    step(true, normal(6, 3), targets(6));
    bias.replace(normal(4));
    requireSame(normal(6, 3), targets(6));
    bias.replace(normal(4));
    requireSame(normal(6, 3), targets(6));
  }

  @Test
  void oneParameterUsedTwiceAndAnotherNotAtAll() {
    Parameter unused = Parameter.of(normal(2));
    RecordedStep tied =
        RecordedStep.of(in ->
            new Tensor[] {
              in[0].matmul(weight.value().transpose()).matmul(weight.value()).square().sum()
            });
    for (int i = 0; i < 3; i++) {
      Tensor x = normal(2, 3);
      zeroGrad();
      x.matmul(weight.value().transpose()).matmul(weight.value()).square().sum().backward();
      float[] expected = weight.gradient().toFloatArray();
      zeroGrad();
      tied.run(x);
      assertThat(weight.gradient().toFloatArray()).containsExactly(expected);
      assertThat(unused.hasGradient()).isFalse();
    }
  }

  @Test
  void aGradientThatIsAnInputItselfIsNotOverwritten() {
    Parameter row = Parameter.of(normal(3));
    RecordedStep product = RecordedStep.of(in -> new Tensor[] {in[0].multiply(row.value()).sum()});
    List<Tensor> gradients = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      inputs.add(normal(3));
      row.zeroGrad();
      product.run(inputs.get(i));
      gradients.add(row.gradient());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(gradients.get(i).toFloatArray()).containsExactly(inputs.get(i).toFloatArray());
    }
  }

  @Test
  void allResultsAreReturned() {
    RecordedStep both =
        RecordedStep.of(in -> {
          Tensor y = in[0].linear(weight.value());
          return new Tensor[] {y.square().sum(), y, in[0]};
        });
    for (int i = 0; i < 3; i++) {
      Tensor x = normal(2, 3);
      Tensor[] results = both.runAll(x);
      Tensor y = x.linear(weight.value());
      assertThat(results[0].item()).isEqualTo(y.square().sum().item());
      assertThat(results[1].toFloatArray()).containsExactly(y.toFloatArray());
      assertThat(results[2].toFloatArray()).containsExactly(x.toFloatArray());
      assertThat(results[1].isTracked()).isFalse();
    }
  }

  @Test
  void gradientsOfHigherOrderMayBePartOfAStep() {
    BinaryOperator<Tensor> penalty =
        (x, t) -> {
          Tensor leaf = x.requiresGrad();
          Tensor y = leaf.linear(weight.value()).tanh().sum();
          Tensor g = Gradients.of(y, BackwardMode.CREATE_GRAPH, leaf)[0];
          return g.square().sum().add(t.sum());
        };
    RecordedStep recorded = RecordedStep.of(penalty);
    for (int i = 0; i < 3; i++) {
      Tensor x = normal(2, 3);
      Tensor t = normal(1);
      zeroGrad();
      Tensor expected = penalty.apply(x, t);
      expected.backward();
      float[] gradient = weight.gradient().toFloatArray();
      zeroGrad();
      assertThat(recorded.run(x, t).item()).isEqualTo(expected.item());
      assertThat(weight.gradient().toFloatArray()).containsExactly(gradient);
    }
  }

  @Test
  void aFunctionWithoutGradientsIsRecordedToo() {
    RecordedFunction predict =
        RecordedFunction.of(x -> {
          calls.incrementAndGet();
          return x.linear(weight.value(), bias.value()).softmax(1);
        });
    for (int i = 0; i < 4; i++) {
      Tensor x = normal(1, 3);
      Tensor expected = x.linear(weight.value(), bias.value()).softmax(1);
      Tensor actual = predict.run(x);
      assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray());
      assertThat(actual.isTracked()).isFalse();
      update(weight);
    }
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void whileATraceIsMadeTheFunctionIsCalled() {
    step(true, normal(6, 3), targets(6));
    step(true, normal(6, 3), targets(6));
    int before = calls.get();
    Trace trace = Trace.of(() -> step.run(normal(6, 3), targets(6)));
    assertThat(trace.steps()).isNotEmpty();
    assertThat(calls.get()).isEqualTo(before + 1);
  }

  @Test
  void inAnomalyModeTheFunctionIsCalledAndWatched() {
    step(true, normal(6, 3), targets(6));
    Tensor bad = Tensor.of(new float[] {Float.NaN, 0, 0}, Shape.of(1, 3));
    assertThatThrownBy(() -> Anomaly.detect(3, () -> step.run(bad, targets(1))))
        .isInstanceOf(NonFiniteException.class);
  }

  @Test
  void threadsRecordAndRunAtTheSameTime() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  RecordedStepTest own = new RecordedStepTest();
                  own.runTwoShapesInTurns();
                  own.runWithATargetOutside();
                } catch (Throwable failure) {
                  synchronized (failures) {
                    failures.add(failure);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    int before = Backend.threads();
    Parameter large = Parameter.of(normal(300, 200));
    RecordedStep recorded =
        RecordedStep.of(in -> new Tensor[] {in[0].linear(large.value()).tanh().square().mean()});
    Tensor x = normal(70, 200);
    try {
      Backend.threads(1);
      x.linear(large.value()).tanh().square().mean().backward();
      float[] expected = large.gradient().toFloatArray();
      Backend.threads(threads);
      for (int i = 0; i < 3; i++) {
        large.zeroGrad();
        recorded.run(x);
        assertThat(large.gradient().toFloatArray()).containsExactly(expected);
      }
    } finally {
      Backend.threads(before);
    }
  }

  @Test
  void anExceptionWhileRecordingLeavesTheThreadAsItWas() {
    RecordedStep broken =
        RecordedStep.of((x, t) -> {
          x.exp();
          throw new IllegalArgumentException("broken");
        });
    assertThatThrownBy(() -> broken.run(normal(1), normal(1))).hasMessage("broken");
    assertThat(Tape.isRecording()).isFalse();
    assertThat(normal(1).item()).isFinite();
    requireSame(normal(2, 3), targets(2));
  }

  @Test
  void randomTensorsAreDrawnAnewFromTheGeneratorOfEachRun() {
    RecordedStep.RandomWork work =
        (source, in) -> {
          Tensor noise = Tensor.normal(Shape.of(5, 3), 0, 1, source);
          Tensor unused = Tensor.uniform(Shape.of(3), 0, 1, source);
          Tensor keep = Tensor.bernoulli(Shape.of(5, 3), 0.5, source).to(ElementType.F32);
          Tensor x = in[0].add(noise).multiply(keep);
          return new Tensor[] {x.linear(weight.value()).square().sum(), x, unused.detach()};
        };
    RecordedStep recorded =
        RecordedStep.withRandom((source, in) -> Arrays.copyOf(work.of(source, in), 2));
    for (int i = 0; i < 4; i++) {
      Tensor x = normal(5, 3);
      zeroGrad();
      Tensor[] expected = work.of(new SplittableRandom(i), x);
      expected[0].backward();
      float[] gradient = weight.gradient().toFloatArray();
      zeroGrad();
      Tensor[] actual = recorded.runAll(new SplittableRandom(i), x);
      assertThat(actual[0].item()).isEqualTo(expected[0].item());
      assertThat(actual[1].toFloatArray()).containsExactly(expected[1].toFloatArray());
      assertThat(weight.gradient().toFloatArray()).containsExactly(gradient);
    }
  }

  @Test
  void randomTensorsWithoutAGeneratorAreRefused() {
    RecordedStep recorded =
        RecordedStep.withRandom((source, in) ->
            new Tensor[] {in[0].add(Tensor.uniform(Shape.of(1), 0, 1, source)).sum()});
    assertThatThrownBy(() -> recorded.run(normal(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run: the step draws random numbers but was given no generator; call run(random, …)");
  }

  @Test
  void aRandomNumberDrawnIntoJavaIsRefused() {
    RecordedStep recorded =
        RecordedStep.withRandom(
            (source, in) -> new Tensor[] {in[0].multiply(source.nextDouble()).sum()});
    assertThatThrownBy(() -> recorded.runAll(random, normal(1)))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "record: a random number was drawn into Java code, which a replay does not run; draw it as a tensor, or outside");
  }

  @Test
  void anUnrecordedStepDrawsTheNumbersOfItsGenerator() {
    RecordedStep.RandomWork work =
        (source, in) -> {
          byte[] bytes = new byte[3];
          source.nextBytes(bytes);
          double[] drawn = {
            source.nextInt(),
            source.nextInt(100),
            source.nextInt(3, 9),
            source.nextLong(),
            source.nextLong(1L << 40),
            source.nextLong(5, 1L << 50),
            source.nextFloat(),
            source.nextDouble(),
            source.nextBoolean() ? 1 : 0,
            source.nextGaussian(),
            bytes[0],
            bytes[1],
            bytes[2]
          };
          return new Tensor[] {weight.value().sum(), Tensor.of(ElementType.F64, drawn)};
        };
    RecordedStep step = RecordedStep.withRandom(work).unrecorded("a test");
    Tensor x = normal(1);
    double[] expected = work.of(new SplittableRandom(3), x)[1].toDoubleArray();
    assertThat(step.runAll(new SplittableRandom(3), x)[1].toDoubleArray())
        .containsExactly(expected);
  }
}
