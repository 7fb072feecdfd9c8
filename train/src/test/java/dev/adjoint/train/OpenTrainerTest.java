package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.Batch;
import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.SampleStream;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps, sources and options of every kind.
@Tag("tiny")
class OpenTrainerTest {

  private static final int COUNT = 45;

  @TempDir private Path folder;

  private static Sequential net(int in, int out) {
    var random = RandomStream.of(3, "weights");
    return Sequential.of(
        Linear.of(in, 8, random), Activation.TANH, new Dropout(0.2), Linear.of(8, out, random));
  }

  /// Two inputs that share a tower, and a mask of positions that count.
  record PairStep(Layer tower, Loss loss) implements Step {
    @Override
    public Result of(Batch batch, Pass pass) {
      Tensor mask = batch.field("mask").to(ElementType.F32);
      Tensor left = tower.forward(batch.field("left").multiply(mask), pass);
      Tensor right = tower.forward(batch.field("right").multiply(mask), pass);
      Tensor both = left.add(right);
      return new Result(loss.of(both, batch.target()), both);
    }
  }

  private static Map<String, Tensor> pair(int i) {
    var random = RandomStream.of(9, "pair", i);
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put("left", Tensor.normal(Shape.of(4), 0, 1, random));
    fields.put("right", Tensor.normal(Shape.of(4), 0, 1, random));
    fields.put("mask", Tensor.bernoulli(Shape.of(4), 0.7, random));
    fields.put("target", Tensor.scalar((long) (i % 3)));
    return fields;
  }

  private static DataSet pairs() {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    for (String name : pair(0).keySet()) {
      fields.put(
          name,
          Tensor.stack(
              0,
              IntStream.range(0, COUNT).mapToObj(i -> pair(i).get(name)).toArray(Tensor[]::new)));
    }
    return new DataSet(fields, List.of(), List.of());
  }

  private static final SampleStream STREAM =
      _ -> IntStream.range(0, COUNT).mapToObj(OpenTrainerTest::pair);

  private static final TrainOptions OPTIONS =
      TrainOptions.ofEpochs(3).withBatch(8).withSeed(2).withMetrics(new Accuracy());

  private record Run(Object model, Trainer trainer) {
    String digest() {
      return Digest.sha256(Parameters.of(model).stateDict());
    }
  }

  private static Run run(Source source, TrainOptions options) {
    Sequential tower = net(4, 3);
    return new Run(
        tower,
        Trainer.ofStep(
            tower,
            new PairStep(tower, new CrossEntropyLoss()),
            Optimizer.of(tower, new Adam(0.01)),
            source,
            options));
  }

  @Test
  void severalInputsAndAMaskTrainToTheSameBitsFromMemoryAndFromAFunction() {
    Run memory = run(pairs(), OPTIONS);
    Run function = run(Samples.of(COUNT, OpenTrainerTest::pair), OPTIONS);
    memory.trainer().fit();
    function.trainer().fit();
    assertThat(function.digest()).isEqualTo(memory.digest());
    assertThat(function.trainer().history()).isEqualTo(memory.trainer().history());
  }

  @Test
  void eachSourceResumesToTheSameBitsOnAnyNumberOfThreads() throws IOException {
    for (Supplier<Source> source :
        List.<Supplier<Source>>of(
            OpenTrainerTest::pairs, () -> Samples.of(COUNT, OpenTrainerTest::pair), () -> STREAM)) {
      TrainOptions options =
          OPTIONS.withValidation(source.get()).withAccumulation(2).withShuffleBuffer(16);
      Run unbroken = run(source.get(), options);
      unbroken.trainer().fit();
      for (int threads = 1; threads <= 3; threads++) {
        int before = Backend.threads();
        try {
          Backend.threads(threads);
          Run broken = run(source.get(), options);
          Trainer trainer = broken.trainer();
          trainer.listen(event -> {
            if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 5) {
              trainer.stop();
            }
          });
          assertThat(trainer.fit().ending()).isEqualTo(TrainEvent.Ending.INTERRUPTED);
          Path file = folder.resolve("checkpoint.safetensors");
          trainer.save(file);
          Run resumed = run(source.get(), options);
          resumed.trainer().resume(file);
          resumed.trainer().fit();
          assertThat(resumed.digest()).isEqualTo(unbroken.digest());
          assertThat(resumed.trainer().history()).isEqualTo(unbroken.trainer().history());
        } finally {
          Backend.threads(before);
        }
      }
    }
  }

  @Test
  void aRecordedStepHasTheBitsOfALambdaWhichIsRemarkedOnce() {
    List<String> remarks = new ArrayList<>();
    Run recorded = run(pairs(), OPTIONS);
    recorded
        .trainer()
        .listen(event -> {
          if (event instanceof TrainEvent.Remark remark) {
            remarks.add(remark.text());
          }
        });
    recorded.trainer().fit();
    assertThat(remarks).isEmpty();

    Sequential tower = net(4, 3);
    PairStep pair = new PairStep(tower, new CrossEntropyLoss());
    Step step = (batch, pass) -> pair.of(batch, pass);
    Trainer called =
        Trainer.ofStep(tower, step, Optimizer.of(tower, new Adam(0.01)), pairs(), OPTIONS);
    called.listen(event -> {
      if (event instanceof TrainEvent.Remark remark) {
        remarks.add(remark.text());
      }
    });
    called.fit();
    assertThat(new Run(tower, called).digest()).isEqualTo(recorded.digest());
    assertThat(remarks)
        .containsExactly(
            "Each step is computed operation by operation, which is slower than a recorded step:"
                + " step is a lambda, which may change between steps; make it a record");
  }

  private static DataSet numbers(int count) {
    var random = RandomStream.of(1, "numbers");
    Tensor x = Tensor.normal(Shape.of(count, 3), 0, 1, random);
    return DataSet.of(x, x.sum(1).unsqueeze(1));
  }

  private static float[] trained(TrainOptions options, DataSet data) {
    Linear model = Linear.of(3, 1, RandomStream.of(4, "weights"));
    Trainer.of(model, new MseLoss(), Optimizer.of(model, new Sgd(0.1)), data, options).fit();
    return model.weight().value().toFloatArray();
  }

  @Test
  void accumulatedBatchesAreOneLargeBatchAlsoAtTheEnd() {
    // 22 samples: one step of 16 and one of 6, or groups of 4, 4, 4, 4 and of 4, 2.
    TrainOptions large = TrainOptions.ofEpochs(3).withBatch(16).withSeed(1);
    float[] once = trained(large, numbers(22));
    float[] parts = trained(large.withBatch(4).withAccumulation(4), numbers(22));
    assertThat(parts).containsExactly(once, within(1e-6f));
  }

  @Test
  void sampleWeightsCountAsRepetitions() {
    DataSet data = numbers(6);
    float[] weighted =
        trained(TrainOptions.ofEpochs(2).withBatch(6), data.withWeights(1, 2, 0, 1, 3, 1));
    float[] repeated =
        trained(
            TrainOptions.ofEpochs(2).withBatch(8), data.select(new int[] {0, 1, 1, 3, 4, 4, 4, 5}));
    assertThat(weighted).containsExactly(repeated, within(1e-6f));
  }

  @Test
  void balancedClassWeightsGiveEachClassTheSameTotal() {
    DataSet rare =
        DataSet.of(
                Tensor.zeros(50, 2),
                Tensor.of(IntStream.range(0, 50).asLongStream().map(i -> i == 7 ? 1 : 0).toArray()))
            .withClasses(List.of("usual", "rare"));
    CrossEntropyLoss loss =
        (CrossEntropyLoss) ClassWeights.balanced().apply(new CrossEntropyLoss(), rare);
    float[] weights = loss.classWeights().orElseThrow().toFloatArray();
    assertThat(49 * weights[0]).isCloseTo(weights[1], within(1e-4f));
    DataSet binary = DataSet.of(Tensor.zeros(4, 1), Tensor.of(new float[][] {{0}, {0}, {0}, {1}}));
    BceWithLogitsLoss bce =
        (BceWithLogitsLoss) ClassWeights.balanced().apply(new BceWithLogitsLoss(), binary);
    assertThat(bce.positiveWeight().orElseThrow().item()).isEqualTo(3);
    assertThatThrownBy(() -> ClassWeights.of(1, 2).apply(new MseLoss(), rare))
        .hasMessageStartingWith("train: class weights were given but the loss MseLoss[");
  }

  @Test
  void balancedClassWeightsAreRefusedForATargetThatIsANumber() {
    DataSet numbers = DataSet.of(Tensor.zeros(2, 1), Tensor.of(0.5, 1.5));
    assertThatThrownBy(() -> ClassWeights.balanced().apply(new CrossEntropyLoss(), numbers))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: balanced class weights need the class of every sample, but the target of the samples is a number; give the weights with ClassWeights.of(…), or leave them out");
  }

  @Test
  void aSingleLastSampleIsLeftOutForBatchNormAndSaidOnce() {
    var random = RandomStream.of(1, "weights");
    Sequential model =
        Sequential.of(Linear.of(3, 4, random), BatchNorm1d.of(4), Linear.of(4, 1, random));
    Trainer trainer =
        Trainer.of(
            model,
            new MseLoss(),
            Optimizer.of(model, new Sgd(0.01)),
            numbers(17),
            TrainOptions.ofEpochs(3).withBatch(4));
    Map<Class<?>, Integer> events = new HashMap<>();
    trainer.listen(event -> events.merge(event.getClass(), 1, Integer::sum)).fit();
    assertThat(events.get(TrainEvent.BatchDone.class)).isEqualTo(12);
    assertThat(events.get(TrainEvent.LastBatchLeftOut.class)).isEqualTo(1);
  }

  @Test
  void stepsAndEpochsEndTraining() {
    Run run = run(pairs(), TrainOptions.ofSteps(8).withBatch(8));
    run.trainer().fit();
    assertThat(run.trainer().checkpoint().progress().step()).isEqualTo(8);
    assertThat(run.trainer().history()).hasSize(2).allMatch(r -> r.validation().isEmpty());

    List<TrainEvent> events = new ArrayList<>();
    run.trainer().listen(events::add).fit();
    assertThat(events).hasAtLeastOneElementOfType(TrainEvent.NothingLeft.class);
  }

  @Test
  void whatCannotTrainIsRefused() {
    Sequential model = net(3, 1);
    Optimizer own = Optimizer.of(model, new Sgd(0.1));
    assertThatThrownBy(
            () -> Trainer.of(net(3, 1), new MseLoss(), own, numbers(4), TrainOptions.ofEpochs(1)))
        .hasMessage(
            "train: 4 of the 4 parameters of the optimizer are not parameters of the model, so"
                + " training would not change the model; make the optimizer with"
                + " Optimizer.of(model, rule)");
    assertThatThrownBy(() ->
            Trainer.of(
                model, new MseLoss(), own, numbers(4), TrainOptions.ofEpochs(1).withPatience(2)))
        .hasMessage(
            "train: the patience is 2 but there are no validation samples; give some with"
                + " withValidation, or use patience 0");
    Schedule nan = _ -> Double.NaN;
    Optimizer lost = Optimizer.of(model, new Adam(nan));
    assertThatThrownBy(() ->
            Trainer.of(model, new MseLoss(), lost, numbers(4), TrainOptions.ofEpochs(1)).fit())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsNamed() {
    Sequential model = net(3, 1);
    Optimizer rule = Optimizer.of(model, new Sgd(0.1));
    TrainOptions options = TrainOptions.ofEpochs(1);
    Loss loss = new MseLoss();
    assertThatThrownBy(() -> Trainer.of(null, loss, rule, numbers(2), options))
        .hasMessage("train: the model is null; give a layer or a record of layers");
    assertThatThrownBy(() -> Trainer.of(model, null, rule, numbers(2), options))
        .hasMessage("train: the loss is null; give one, such as new CrossEntropyLoss()");
    assertThatThrownBy(() -> Trainer.of(model, loss, null, numbers(2), options))
        .hasMessage("train: the optimizer is null; give Optimizer.of(model, rule)");
    assertThatThrownBy(() -> Trainer.of(model, loss, rule, null, options))
        .hasMessage("train: the training source is null; give a DataSet or other samples");
    assertThatThrownBy(() -> Trainer.of(model, loss, rule, numbers(2), null))
        .hasMessage("train: the set of options is null; give TrainOptions.ofEpochs(10)");
    assertThatThrownBy(() -> options.withValidation(null))
        .hasMessage("train: the validation source is null; leave it out for none");
  }
}
