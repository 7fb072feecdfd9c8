package dev.adjoint.bench.workload;

import dev.adjoint.bench.workload.DrawnBatches.Batch;
import dev.adjoint.models.text.TextCnn;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.SparseAdam;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/// A training workload, ready to take steps.
public final class TrainingWorkload {

  /// W11: the rows of the table where only a part of the work is done.
  private static final int SOME_ROWS = 1000;

  /// W12: the different tokens, and the tokens of a text.
  private static final int VOCABULARY = 5000;

  private static final int LENGTH = 50;

  private final Parameters parameters;
  private final Optimizer optimizer;
  private final Step step;
  private final Batch[] batches;

  /// Forward, loss and backward of one batch; the loss.
  @FunctionalInterface
  private interface Step {
    Tensor run(Tensor x, Tensor target);
  }

  /// What a workload is made of.
  private record Parts(
      Layer model, Loss loss, Function<Parameters, Optimizer> optimizer, Batch... batches) {

    static Parts of(Workload workload, boolean whole) {
      DrawnWeights weights = new DrawnWeights(workload.number());
      return switch (workload) {
        case W1 ->
            new Parts(
                TinyNet.of(weights),
                new SquaredErrorLoss(),
                with(new Sgd(0.1)),
                DrawnBatches.tiny());
        case W2 ->
            classifier(workload, DigitsMlp.of(weights), new Adam(1e-3), 128, DigitsMlp.PIXELS);
        case W3 ->
            classifier(
                workload,
                DigitsCnn.of(weights),
                new Sgd(0.01, 0.9),
                64,
                1,
                DigitsCnn.SIDE,
                DigitsCnn.SIDE);
        case W4 -> gpt(workload, weights);
        case W5 ->
            classifier(
                workload,
                SequenceLstm.of(weights),
                new Adam(1e-3),
                32,
                SequenceLstm.STEPS,
                SequenceLstm.INPUTS);
        case W6 ->
            classifier(
                workload,
                Resnet20.of(weights),
                new Sgd(0.01, 0.9),
                32,
                Resnet20.CHANNELS,
                Resnet20.SIDE,
                Resnet20.SIDE);
        case W9 ->
            classifier(
                workload,
                BatchInference.mobile(weights),
                new Sgd(1e-4, 0.9),
                workload.items(),
                Resnet20.CHANNELS,
                Resnet20.SIDE,
                Resnet20.SIDE);
        case W11 -> recommender(workload, whole ? EmbeddingRecommender.ROWS : SOME_ROWS, weights);
        case W12 -> texts(workload, weights);
        case W13 ->
            classifier(
                workload,
                SequenceGru.of(weights),
                new Adam(1e-3),
                workload.items(),
                SequenceLstm.STEPS,
                SequenceLstm.INPUTS);
        case W7, W8, W10, W14, W15, W16, W17 ->
            throw new IllegalArgumentException(workload + " is not a training workload");
      };
    }

    private static Parts classifier(
        Workload workload, Layer model, UpdateRule rule, int batch, int... sample) {
      return new Parts(
          model,
          new CrossEntropyLoss(),
          with(rule),
          DrawnBatches.classified(workload.number(), workload.batches(), batch, sample));
    }

    private static Parts gpt(Workload workload, DrawnWeights weights) {
      AdamW rule = new AdamW(1e-3).withBetas(0.9, 0.99).withWeightDecay(0.1);
      return new Parts(
          CharGpt.of(weights),
          new CrossEntropyLoss(),
          parameters ->
              Optimizer.of(parameters, rule)
                  .with(gain -> gain.shape().rank() == 1, rule.withWeightDecay(0)),
          DrawnBatches.tokens(
              workload.number(), workload.batches(), 12, CharGpt.CONTEXT, CharGpt.VOCABULARY));
    }

    private static Parts recommender(Workload workload, int rows, DrawnWeights weights) {
      EmbeddingRecommender model = EmbeddingRecommender.of(rows, weights);
      return new Parts(
          model,
          new CrossEntropyLoss(),
          parameters ->
              Optimizer.of(parameters, new Adam(1e-3))
                  .with(model.table().table().weight()::equals, new SparseAdam(1e-3)),
          DrawnBatches.indices(
              workload.number(),
              workload.batches(),
              workload.items() / EmbeddingRecommender.FIELDS,
              EmbeddingRecommender.FIELDS,
              rows));
    }

    private static Parts texts(Workload workload, DrawnWeights weights) {
      TextCnn usual =
          TextCnn.of(
              VOCABULARY,
              300,
              100,
              TextCnn.KERNELS,
              0,
              DrawnBatches.CLASSES,
              new SplittableRandom(0));
      Embedding table = Embedding.of(usual.embedding().weight());
      return new Parts(
          weights.fill(new TextCnn(table, usual.convs(), usual.dropout(), usual.fc()), 1),
          new CrossEntropyLoss(),
          with(new Adam(1e-3)),
          DrawnBatches.texts(
              workload.number(), workload.batches(), workload.items(), LENGTH, VOCABULARY));
    }

    private static Function<Parameters, Optimizer> with(UpdateRule rule) {
      return parameters -> Optimizer.of(parameters, rule);
    }

    Tensor value(Tensor x, Tensor target) {
      Pass pass = new Pass.Training(new SplittableRandom(0));
      return loss.of(model.forward(x, pass), target);
    }

    Tensor eagerStep(Tensor x, Tensor target) {
      Tensor value = value(x, target);
      value.backward();
      return value;
    }
  }

  private TrainingWorkload(Parts parts, Step step, int rows) {
    this.step = step;
    parameters = Parameters.of(parts.model);
    optimizer = parts.optimizer.apply(parameters);
    batches = new Batch[parts.batches.length];
    for (int b = 0; b < batches.length; b++) {
      batches[b] = parts.batches[b].first(rows);
    }
  }

  /// The model with its initial weights, and all its batches; the step is recorded once and then
  /// run from the recording. That of W11 runs unrecorded, because it reads which rows it uses.
  public static TrainingWorkload of(Workload workload) {
    return of(workload, Integer.MAX_VALUE);
  }

  /// The same with at most this number of rows in a batch, and a smaller table in W11: the same
  /// work in less time, for tests of equality.
  static TrainingWorkload of(Workload workload, int rows) {
    Parts parts = Parts.of(workload, rows == Integer.MAX_VALUE);
    RecordedStep step = RecordedStep.of(parts::value);
    boolean isRecordable = workload != Workload.W11;
    return new TrainingWorkload(parts, (isRecordable ? step : step.wherePossible())::run, rows);
  }

  /// The same without a recording: each step builds its graph and runs its backward pass.
  public static TrainingWorkload eager(Workload workload) {
    return eager(workload, Integer.MAX_VALUE);
  }

  static TrainingWorkload eager(Workload workload, int rows) {
    Parts parts = Parts.of(workload, rows == Integer.MAX_VALUE);
    return new TrainingWorkload(parts, parts::eagerStep, rows);
  }

  /// Step number `number`, counted from 0; the loss before the update.
  public Tensor step(long number) {
    Batch batch = batches[(int) (number % batches.length)];
    optimizer.zeroGrad();
    Tensor value = step.run(batch.x(), batch.target());
    optimizer.step();
    return value;
  }

  /// What the steps so far have left: weights and buffers, and what the optimizer remembers.
  Stream<Tensor> state() {
    return Stream.concat(
        parameters.stateDict().values().stream(), optimizer.stateDict().values().stream());
  }
}
