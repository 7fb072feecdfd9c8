package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A copy of a model whose weights are an average over the training, which often predicts better
/// than the last weights.
///
/// ```java
/// AveragedModel<Sequential> average = AveragedModel.exponential(network, 0.999);
/// for (…) {
///   optimizer.step();
///   average.update();
/// }
/// average.model().forward(x, Pass.INFERENCE);
/// ```
///
/// - [#exponential]: `a ← β·a + (1 − β)·θ`, from the weights of the first update (EMA).
/// - [#equal]: the mean of all updates, `a ← a + (θ − a)/n` (SWA; Izmailov et al. 2018).
///
/// Buffers, such as the running statistics of a batch normalisation, are those of the model at the
/// last update. For the mean of weights far apart they do not fit: [BatchNormUpdate] computes them
/// anew.
///
/// As `torch.optim.swa_utils.AveragedModel`.
///
/// @param <M> the type of the model
public final class AveragedModel<M> {

  private final M model;
  private final List<Parameter> source;
  private final List<Parameter> average;
  private final List<Buffer> sourceBuffers;
  private final List<Buffer> buffers;
  private final double decay;
  private long updates;

  private AveragedModel(M original, double decay) {
    this.model = Parameters.copyOf(original);
    this.decay = decay;
    Parameters from = Parameters.of(original);
    Parameters to = Parameters.of(model);
    this.source = from.list();
    this.average = to.list();
    this.sourceBuffers = List.copyOf(from.buffers().values());
    this.buffers = List.copyOf(to.buffers().values());
  }

  /// An exponential average.
  ///
  /// @param decay β, the share of the past, at least 0 and below 1; 0.999 is usual
  public static <M> AveragedModel<M> exponential(M model, double decay) {
    Require.given("averaged model", "the model", model);
    Hyperparameters.requireBeta("averaged model", "the decay", decay, "0.999 is usual");
    return new AveragedModel<>(model, decay);
  }

  /// The mean of the weights of all updates.
  public static <M> AveragedModel<M> equal(M model) {
    Require.given("averaged model", "the model", model);
    return new AveragedModel<>(model, Double.NaN);
  }

  /// The copy with the average; that of the original's weights before the first update.
  public M model() {
    return model;
  }

  /// The number of updates so far.
  public long updates() {
    return updates;
  }

  /// Takes the present weights of the original into the average.
  public void update() {
    updates++;
    double share = updates == 1 ? 1 : Double.isNaN(decay) ? 1.0 / updates : 1 - decay;
    for (int i = 0; i < source.size(); i++) {
      Tensor now = source.get(i).value().detach();
      Tensor before = average.get(i).value().detach();
      average
          .get(i)
          .replace(updates == 1 ? now.copy() : before.add(now.subtract(before).multiply(share)));
    }
    for (int i = 0; i < buffers.size(); i++) {
      buffers.get(i).assign(sourceBuffers.get(i).value());
    }
  }

  /// The average and the number of updates, for [#loadStateDict].
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("n_averaged", Tensor.scalar(updates));
    Parameters.of(model).stateDict().forEach((path, value) -> state.put("module." + path, value));
    return state;
  }

  /// Goes back to a saved average.
  ///
  /// @param state from [#stateDict]
  /// @throws IllegalArgumentException if it does not fit the model
  public void loadStateDict(Map<String, Tensor> state) {
    Require.given("load", "the state of the averaged model", state);
    Tensor count = state.get("n_averaged");
    if (count == null || count.shape().rank() > 0 || count.elementType() != ElementType.I64) {
      throw new IllegalArgumentException(
          "load: the state of the averaged model lacks n_averaged, a whole number; give the stateDict() of an averaged model");
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    state.forEach((path, value) -> {
      if (path.startsWith("module.")) {
        weights.put(path.substring("module.".length()), value);
      }
    });
    Parameters.of(model).loadStateDict(weights);
    updates = count.itemLong();
  }

  @Override
  public String toString() {
    return "AveragedModel(%s, %d updates)"
        .formatted(Double.isNaN(decay) ? "equal" : "decay " + decay, updates);
  }
}
