package dev.adjoint.peers.tf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/// What changes the weights in a run of the session.
///
/// All gradients come before all changes, as Python's optimizers have it: else a weight changes
/// while a gradient still reads it, and no two runs are equal.
final class Updates {

  private static final float BETA_1 = 0.9f;
  private static final double EPSILON = 1e-8;

  private final Variables in;
  private final Ops ops;
  private final List<Op> gradients;

  @FunctionalInterface
  private interface Change {
    Op of(Variable<TFloat32> weight, Operand<TFloat32> gradient);
  }

  private Updates(Variables in, Operand<TFloat32> loss) {
    this.in = in;
    ops = in.ops();
    Output<?>[] weights = in.all().stream().map(Variable::asOutput).toArray(Output[]::new);
    gradients = Arrays.asList(in.graph().addGradients(loss.asOutput(), weights));
  }

  static List<Op> descent(Variables in, Operand<TFloat32> loss, float rate) {
    Updates updates = new Updates(in, loss);
    Ops after = updates.after(List.of());
    Operand<TFloat32> at = in.ops().constant(rate);
    return updates.each(
        (weight, gradient) -> after.train.applyGradientDescent(weight, at, gradient));
  }

  static List<Op> momentum(Variables in, Operand<TFloat32> loss, float rate, float momentum) {
    Updates updates = new Updates(in, loss);
    Ops after = updates.after(List.of());
    Operand<TFloat32> at = in.ops().constant(rate);
    Operand<TFloat32> by = in.ops().constant(momentum);
    return updates.each((weight, gradient) ->
        after.train.applyMomentum(weight, in.zeros(weight.shape()), at, gradient, by));
  }

  /// Adam, or AdamW where matrices decay.
  static List<Op> adam(Variables in, Operand<TFloat32> loss, float rate, float beta2, float decay) {
    return new Updates(in, loss).adam(rate, beta2, decay);
  }

  private List<Op> adam(float rate, float beta2, float decay) {
    Operand<TFloat32> at = ops.constant(rate);
    Operand<TFloat32> first = ops.constant(BETA_1);
    Operand<TFloat32> second = ops.constant(beta2);
    // Added to the root of the uncorrected mean: what PyTorch adds, at the first step.
    Operand<TFloat32> epsilon = ops.constant((float) (EPSILON * Math.sqrt(1 - beta2)));
    Variable<TFloat32> firstPower = in.variable(first);
    Variable<TFloat32> secondPower = in.variable(second);
    List<Op> changes =
        each((weight, gradient) -> {
          List<Op> decayed = decay > 0 ? decayed(weight, rate * decay) : List.of();
          return after(decayed)
              .train
              .applyAdam(
                  weight,
                  in.zeros(weight.shape()),
                  in.zeros(weight.shape()),
                  firstPower,
                  secondPower,
                  at,
                  first,
                  second,
                  epsilon,
                  gradient);
        });
    Ops last = ops.withControlDependencies(changes);
    List<Op> all = new ArrayList<>(changes);
    all.add(last.assign(firstPower, last.math.mul(firstPower, first)));
    all.add(last.assign(secondPower, last.math.mul(secondPower, second)));
    return all;
  }

  /// Takes this part of a matrix away.
  private List<Op> decayed(Variable<TFloat32> weight, float part) {
    return weight.shape().numDimensions() == 2
        ? List.of(after(List.of()).assignSub(weight, ops.math.mul(weight, ops.constant(part))))
        : List.of();
  }

  /// Operations that come after all gradients and these others.
  private Ops after(List<Op> others) {
    List<Op> first = new ArrayList<>(gradients);
    first.addAll(others);
    return ops.withControlDependencies(first);
  }

  private List<Op> each(Change change) {
    List<Variable<TFloat32>> weights = in.all();
    List<Op> changes = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      @SuppressWarnings("unchecked") // The gradient of a float variable.
      Operand<TFloat32> gradient = (Operand<TFloat32>) gradients.get(i);
      changes.add(change.of(weights.get(i), gradient));
    }
    return changes;
  }
}
