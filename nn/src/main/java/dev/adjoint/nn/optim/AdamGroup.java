package dev.adjoint.nn.optim;

import dev.adjoint.tensor.InPlace;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of an [Adam] or [AdamW].
///
/// t counts the steps of each parameter, not of the training: one that is thawed late starts from
/// 1. Those with the same t, which is nearly always all, are changed by one call.
final class AdamGroup implements Group {

  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";
  private static final String STEP = "step";

  private final Parameter[] parameters;
  private final Schedule rate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double coupledDecay;
  private final double decoupledDecay;
  private final Tensor[] means;
  private final Tensor[] squares;
  private final long[] counts;

  AdamGroup(
      Parameter[] parameters,
      Schedule rate,
      double beta1,
      double beta2,
      double epsilon,
      double coupledDecay,
      double decoupledDecay) {
    this.parameters = parameters;
    this.rate = rate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.coupledDecay = coupledDecay;
    this.decoupledDecay = decoupledDecay;
    this.means = Group.zeros(parameters);
    this.squares = Group.zeros(parameters);
    this.counts = new long[parameters.length];
  }

  @Override
  public void step(@Nullable Tensor[] gradients, long step) {
    double gamma = rate.at(step);
    double keep = 1 - gamma * decoupledDecay;
    for (int i = Group.first(gradients); i >= 0; i = Group.first(gradients)) {
      int[] places = Group.alike(i, gradients, counts);
      long t = ++counts[i];
      for (int place : places) {
        counts[place] = t;
      }
      InPlace.adam(
          Group.chosen(parameters, places),
          Group.take(gradients, places),
          Group.chosen(means, places),
          Group.chosen(squares, places),
          gamma,
          beta1,
          beta2,
          epsilon,
          coupledDecay,
          keep,
          t);
    }
  }

  @Override
  public Map<String, Tensor> state(int parameter) {
    return counts[parameter] == 0
        ? Map.of()
        : Map.of(
            MEAN,
            means[parameter].copy(),
            SQUARE,
            squares[parameter].copy(),
            STEP,
            Tensor.scalar(counts[parameter]));
  }

  @Override
  public boolean remembers(String name) {
    return name.equals(MEAN) || name.equals(SQUARE) || name.equals(STEP);
  }

  @Override
  public boolean fits(String name, Shape shape, Shape parameter) {
    return shape.equals(name.equals(STEP) ? Shape.SCALAR : parameter);
  }

  @Override
  public void load(int parameter, Map<String, Tensor> state) {
    means[parameter] = Group.loaded(state.get(MEAN), parameters[parameter]);
    squares[parameter] = Group.loaded(state.get(SQUARE), parameters[parameter]);
    Tensor steps = state.get(STEP);
    counts[parameter] = steps == null ? 0 : steps.itemLong();
  }
}
