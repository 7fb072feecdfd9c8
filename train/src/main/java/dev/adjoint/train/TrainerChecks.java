package dev.adjoint.train;

import dev.adjoint.data.Source;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a trainer refuses before it begins.
final class TrainerChecks {

  private TrainerChecks() {}

  static void requireGiven(
      @Nullable Object model,
      @Nullable Optimizer optimizer,
      @Nullable Source training,
      @Nullable TrainOptions options) {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the optimizer", optimizer, "give Optimizer.of(model, rule)");
    TrainArguments.required("the training source", training, "give a DataSet or other samples");
    TrainArguments.required("the set of options", options, "give TrainOptions.ofEpochs(10)");
  }

  /// Each parameter of the optimizer is one of the model.
  static void requireOwn(Optimizer optimizer, Parameters model) {
    Set<Parameter> own = Collections.newSetFromMap(new IdentityHashMap<>());
    own.addAll(model.list());
    long foreign =
        optimizer.parameters().stream().filter(parameter -> !own.contains(parameter)).count();
    if (foreign > 0) {
      throw new IllegalArgumentException(
          "train: %d of the %d parameters of the optimizer are not parameters of the model, so training would not change the model; make the optimizer with Optimizer.of(model, rule)"
              .formatted(foreign, optimizer.parameters().size()));
    }
  }

  /// Stopping early needs samples to validate on.
  static void requireValidation(TrainOptions options) {
    if (options.validation().isEmpty() && options.patience() > 0) {
      throw new IllegalArgumentException(
          "train: the patience is %d but there are no validation samples; give some with withValidation, or use patience 0"
              .formatted(options.patience()));
    }
  }
}
