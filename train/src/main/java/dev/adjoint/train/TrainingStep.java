package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Forward, loss and gradients of one batch, replayed from a recording if that is safe.
///
/// A replay does not run the model's Java code again, so a layer that changes its own fields from
/// step to step would not do so. A model that is made of records and constants has nothing to
/// change, and neither has such a loss. For anything else the recorded step is told to run
/// unrecorded, and [#refusal] gives the reason.
final class TrainingStep {

  private final Step step;

  /// Why the Java code must run at each step; empty if nothing in it can change.
  private final Optional<String> reason;

  /// One recorded step for each list of fields.
  private final Map<List<String>, RecordedStep> recordings = new HashMap<>();

  /// The batch of the step that is running.
  private @Nullable Batch present;

  TrainingStep(Object model, Step step) {
    this.step = step;
    reason =
        (switch (step) {
              case SupervisedStep supervised -> Parts.problem("loss", supervised.loss());
              case EnsembleStep ensemble -> Parts.problem("loss", ensemble.loss());
              default -> Parts.problem("step", step);
            })
            .or(() -> Parts.problem("model", model));
  }

  /// Why steps are not replayed; empty while they are.
  Optional<String> refusal() {
    return reason.or(
        () -> recordings.values().stream().flatMap(each -> each.refusal().stream()).findFirst());
  }

  /// Adds the gradients of a batch to the parameters.
  ///
  /// @param share what the loss is multiplied by before the gradients are taken; empty for 1
  /// @param complete is told of parameters whose gradients are complete, where a replay knows it
  Step.Result run(
      Batch batch,
      Optional<Float> share,
      RandomGenerator random,
      Optional<Consumer<Parameter>> complete) {
    List<String> names = List.copyOf(batch.fields().keySet());
    Tensor[] inputs = new Tensor[names.size() + (share.isPresent() ? 1 : 0)];
    for (int i = 0; i < names.size(); i++) {
      inputs[i] = batch.field(names.get(i));
    }
    share.ifPresent(factor -> inputs[names.size()] = Tensor.scalar(factor));
    present = batch;
    RecordedStep recorded = recordings.computeIfAbsent(names, this::recorded);
    Tensor[] results =
        complete.isPresent()
            ? recorded.runAll(random, complete.get(), inputs)
            : recorded.runAll(random, inputs);
    return new Step.Result(results[2], results[1]);
  }

  private RecordedStep recorded(List<String> names) {
    RecordedStep recorded =
        RecordedStep.withRandom((random, inputs) ->
            of(
                batch(names, inputs),
                Arrays.copyOfRange(inputs, names.size(), inputs.length),
                random));
    return reason.map(recorded::unrecorded).orElseGet(recorded::wherePossible);
  }

  private Batch batch(List<String> names, Tensor[] inputs) {
    return reason.isPresent() ? Objects.requireNonNull(present) : replayable(names, inputs);
  }

  /// The batch of a recording. A replay changes its fields, but it could not change the numbers of
  /// the batch and of its rows, so these are −1.
  private static Batch replayable(List<String> names, Tensor[] inputs) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), inputs[i]);
    }
    int[] rows = new int[inputs[0].shape().size(0)];
    Arrays.fill(rows, -1);
    return new Batch(-1, rows, fields);
  }

  /// The loss times its share, the outputs, the mean loss.
  private Tensor[] of(Batch batch, Tensor[] share, RandomGenerator random) {
    Step.Result result = step.of(batch, new Pass.Training(random));
    Tensor loss = result.loss();
    Tensor shared = share.length == 0 ? loss : loss.multiply(share[0].to(loss.elementType()));
    int losses = step.losses();
    Tensor mean = losses == 1 ? loss : Tensor.noGrad(() -> loss.divide(losses));
    return new Tensor[] {shared, result.outputs(), mean};
  }
}
