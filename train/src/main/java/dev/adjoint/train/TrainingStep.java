package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Forward, loss and gradients of one batch, replayed from a recording where that is safe.
///
/// A replay does not run the model's Java code again, so what a layer changes in itself from step
/// to step would stand still. A model that is made of records and constants has nothing to change,
/// and neither has such a loss; everything else is called at every step.
final class TrainingStep {

  private final Step step;
  private final Optional<String> problem;

  /// One recording for each list of fields.
  private final Map<List<String>, RecordedStep> recordings = new HashMap<>();

  TrainingStep(Object model, Step step) {
    this.step = step;
    problem =
        (step instanceof SupervisedStep supervised
                ? Parts.problem("loss", supervised.loss())
                : Parts.problem("step", step))
            .or(() -> Parts.problem("model", model));
  }

  /// Why steps are not replayed; empty while they are.
  Optional<String> problem() {
    return problem.or(
        () -> recordings.values().stream().flatMap(each -> each.refusal().stream()).findFirst());
  }

  /// Adds the gradients of a batch to the parameters.
  ///
  /// @param share what the loss is multiplied by before the gradients are taken; empty for 1
  Step.Result run(Batch batch, Optional<Float> share, RandomGenerator random) {
    List<String> names = List.copyOf(batch.fields().keySet());
    Tensor[] inputs = new Tensor[names.size() + (share.isPresent() ? 1 : 0)];
    for (int i = 0; i < names.size(); i++) {
      inputs[i] = batch.field(names.get(i));
    }
    share.ifPresent(factor -> inputs[names.size()] = Tensor.scalar(factor));
    if (problem.isPresent()) {
      Tensor[] results = of(batch, Arrays.copyOfRange(inputs, names.size(), inputs.length), random);
      Profile.section("backward", () -> results[0].backward());
      return new Step.Result(results[2].detach(), results[1].detach());
    }
    RecordedStep recording =
        recordings.computeIfAbsent(
            names,
            _ ->
                RecordedStep.withRandom((generator, in) ->
                        of(
                            recorded(names, in),
                            Arrays.copyOfRange(in, names.size(), in.length),
                            generator))
                    .wherePossible());
    Tensor[] results = recording.runAll(random, inputs);
    return new Step.Result(results[2], results[1]);
  }

  /// The batch of a recording: its fields change from replay to replay, its numbers would not, so
  /// it has none.
  private static Batch recorded(List<String> names, Tensor[] inputs) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), inputs[i]);
    }
    int[] rows = new int[inputs[0].shape().size(0)];
    Arrays.fill(rows, -1);
    return new Batch(-1, rows, fields);
  }

  /// The loss times its share, the outputs, and the loss.
  private Tensor[] of(Batch batch, Tensor[] share, RandomGenerator random) {
    Step.Result result = step.of(batch, new Pass.Training(random));
    Tensor loss = result.loss();
    Tensor shared = share.length == 0 ? loss : loss.multiply(share[0].to(loss.elementType()));
    return new Tensor[] {shared, result.outputs(), loss};
  }
}
