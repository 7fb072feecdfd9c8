package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Anomaly;
import dev.adjoint.tensor.NonFiniteException;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.TimeLine;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the first value that is not finite appears.
///
/// @param kind in which part of the step
/// @param step counted from 1
/// @param operation the operation, or the field of the data
/// @param element the index of the first such element
/// @param input what the operation got there, where input and result have the same elements
/// @param row the sample in the source, where the value came with the data
record FirstNonFinite(
    Kind kind,
    long step,
    String operation,
    Optional<Integer> element,
    Optional<Double> input,
    Optional<Integer> row) {

  private static final Pattern BACKWARD =
      Pattern.compile("backward of (.+?): .*?(?:\nin (.*))?", Pattern.DOTALL);

  /// The parts of a step.
  enum Kind {
    DATA,
    FORWARD,
    BACKWARD,
    UPDATE
  }

  boolean isData() {
    return kind == Kind.DATA;
  }

  /// Looks for where a loss first is not finite: in the passes of its step, or, where the weights
  /// were already not finite, in the step before.
  ///
  /// @param step the step with the loss, counted from 1
  static FirstNonFinite of(TrainingSetup setup, long step) {
    Optional<FirstNonFinite> here = setup.after(step - 1, line -> forward(setup, line, step));
    if (here.isPresent()) {
      return here.get();
    }
    long before = Math.max(1, step - 1);
    return setup.after(before - 1, line -> backward(setup, line, before));
  }

  /// The first such value of the forward pass; empty where a weight was not finite before.
  private static Optional<FirstNonFinite> forward(TrainingSetup setup, TimeLine line, long step) {
    for (Parameter parameter : setup.parameters()) {
      if (!parameter.value().allFinite()) {
        return Optional.empty();
      }
    }
    Batch batch = line.batches().getFirst();
    for (Map.Entry<String, Tensor> field : batch.fields().entrySet()) {
      Tensor values = field.getValue();
      if (values.elementType().isFloating() && !values.allFinite()) {
        int element = first(values);
        int row = element / Math.max(1, values.shape().count() / batch.count());
        return Optional.of(
            new FirstNonFinite(
                Kind.DATA,
                step,
                field.getKey(),
                Optional.of(element),
                Optional.empty(),
                Optional.of(batch.rows()[row])));
      }
    }
    Trace trace = Trace.of(() -> line.stepOfBatch().of(batch, new Pass.Training(line.random(0))));
    for (Trace.Step operation : trace.steps()) {
      Tensor result = operation.result();
      if (result.elementType().isFloating() && !result.allFinite()) {
        int element = first(result);
        Tensor input = operation.inputs().getFirst();
        Optional<Double> value =
            input.shape().equals(result.shape())
                ? Optional.of(input.detach().toDoubleArray()[element])
                : Optional.empty();
        return Optional.of(
            new FirstNonFinite(
                Kind.FORWARD,
                step,
                Forward.name(operation),
                Optional.of(element),
                value,
                Optional.empty()));
      }
    }
    return Optional.of(
        new FirstNonFinite(
            Kind.FORWARD, step, "loss", Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /// The first such value of the backward pass, or of the update where all gradients are finite.
  private static FirstNonFinite backward(TrainingSetup setup, TimeLine line, long step) {
    Batch batch = line.batches().getFirst();
    setup.parameters().zeroGrad();
    try {
      Anomaly.detect(
          step,
          () -> {
            line.stepOfBatch().of(batch, new Pass.Training(line.random(0))).loss().backward();
            return step;
          });
    } catch (NonFiniteException e) {
      Matcher words = BACKWARD.matcher(String.valueOf(e.getMessage()));
      String operation = words.matches() ? words.group(1) : "backward";
      String path = words.matches() && words.group(2) != null ? words.group(2) + ":" : "";
      return new FirstNonFinite(
          Kind.BACKWARD,
          step,
          path + operation,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    return new FirstNonFinite(
        Kind.UPDATE,
        step,
        setup.optimizer().rule().toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static int first(Tensor x) {
    double[] values = x.detach().toDoubleArray();
    int index = 0;
    while (Double.isFinite(values[index])) {
      index++;
    }
    return index;
  }

  /// What happened, in words.
  ///
  /// @param diverged the step whose loss is not finite
  Sentence sentence(long diverged) {
    return switch (kind) {
      case DATA ->
          Sentence.of(
              "The loss is not finite at step %s, because the data is not: the field %s of sample %s has a NaN or an infinity.",
              "第 %s 步的损失非有限，因为数据本身如此：第 %3$s 个样本的字段 %2$s 含有 NaN 或无穷大。",
              diverged,
              operation,
              row.orElse(-1));
      case FORWARD ->
          Sentence.of(
              "The loss is not finite at step %s. The first such value appears in the forward pass of step %s, in %s%s.",
              "第 %s 步的损失非有限。第一个这样的值产生于第 %s 步的前向计算，在 %s 中%s。",
              diverged,
              step,
              operation,
              input
                  .map(value -> Sentence.of(", whose input there is %s", "，该处的输入为 %s", value))
                  .orElse(Sentence.same("")));
      case BACKWARD ->
          Sentence.of(
              "The loss is not finite at step %s. The first such value appears in the backward pass of step %s, in the derivative of %s.",
              "第 %s 步的损失非有限。第一个这样的值产生于第 %s 步的反向计算，在 %s 的导数中。", diverged, step, operation);
      case UPDATE ->
          Sentence.of(
              "The loss is not finite at step %s. All gradients of step %s are finite, but its update by %s makes weights that are not.",
              "第 %s 步的损失非有限。第 %s 步的所有梯度都有限，但用 %s 更新后权重变得非有限。", diverged, step, operation);
    };
  }
}
