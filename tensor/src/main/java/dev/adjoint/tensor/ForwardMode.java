package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.movement.ReshapeOp;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Derivatives along directions, from the inputs to the values: some work is run once, then each
/// direction is carried through its operations in their order.
///
/// ```
/// ẏ = Σ_i ∂op/∂x_i · ẋ_i        for each operation y = op(x), by its Linearity
/// ```
///
/// A direction costs about what the work costs, where the operations are linear, products or
/// elementwise; any other operation costs two backward passes of its own. What is computed is
/// tracked where inputs or directions are, so that derivatives of any order follow.
final class ForwardMode {

  /// An operation as it ran, with one result or several.
  private record Step(Operation operation, Tensor[] inputs, List<Tensor> results) {}

  private final List<Step> steps = new ArrayList<>();
  private final Tensor[] values;

  private ForwardMode(Supplier<Tensor[]> work) {
    values =
        ThreadContext.alsoTraced(
            (operation, inputs, result, _) -> add(operation, inputs, result),
            () -> ThreadContext.withGrad(true, work));
  }

  /// Runs work whose inputs are tracked.
  static ForwardMode of(Supplier<Tensor[]> work) {
    return new ForwardMode(work);
  }

  /// What the work gave.
  Tensor[] values() {
    return values;
  }

  /// Results of one application come one after another, with the same array of inputs.
  @SuppressWarnings("ReferenceEquality")
  private void add(Operation operation, Tensor[] inputs, Tensor result) {
    if (!result.isTracked()) {
      return;
    }
    Step last = steps.isEmpty() ? null : steps.getLast();
    if (last != null && last.inputs == inputs && last.operation == operation) {
      last.results.add(result);
    } else {
      steps.add(new Step(operation, inputs, new ArrayList<>(List.of(result))));
    }
  }

  /// The derivative of each value along the directions v of the inputs x; zeros where it does not
  /// depend on them.
  Tensor[] along(Tensor[] x, Tensor[] v) {
    return ThreadContext.withGrad(true, () -> carried(x, v));
  }

  private Tensor[] carried(Tensor[] x, Tensor[] v) {
    IdentityHashMap<GraphNode, Tensor> directions = new IdentityHashMap<>();
    for (int i = 0; i < x.length; i++) {
      directions.put(x[i].node(), v[i]);
    }
    for (Step step : steps) {
      @Nullable Tensor[] moving = new Tensor[step.inputs.length];
      boolean any = false;
      for (int i = 0; i < moving.length; i++) {
        GraphNode node = step.inputs[i].node();
        moving[i] = node == null ? null : directions.get(node);
        any |= moving[i] != null;
      }
      if (any) {
        Tensor[] derivatives = derivatives(step, moving);
        for (int i = 0; i < derivatives.length; i++) {
          directions.put(step.results.get(i).node(), derivatives[i]);
        }
      }
    }
    Tensor[] found = new Tensor[values.length];
    for (int i = 0; i < found.length; i++) {
      GraphNode node = values[i].node();
      Tensor derivative = node == null ? null : directions.get(node);
      found[i] = derivative == null ? Tensor.zerosLike(values[i]) : derivative;
    }
    return found;
  }

  private static Tensor[] derivatives(Step step, @Nullable Tensor[] moving) {
    return switch (step.operation.linearity()) {
      case LINEAR -> new Tensor[] {linear(step, moving)};
      case MULTILINEAR -> new Tensor[] {multilinear(step, moving)};
      case ELEMENTWISE -> new Tensor[] {elementwise(step, moving)};
      case NONE -> byTwoBackwardPasses(step, moving);
    };
  }

  private static Tensor linear(Step step, @Nullable Tensor[] moving) {
    Tensor[] at = step.inputs.clone();
    for (int i = 0; i < at.length; i++) {
      Tensor direction = moving[i];
      if (direction != null) {
        at[i] = direction;
      } else if (at[i].elementType().isFloating()) {
        at[i] = Tensor.zerosLike(at[i]);
      }
    }
    return Tensor.apply(step.operation, at);
  }

  private static Tensor multilinear(Step step, @Nullable Tensor[] moving) {
    Tensor sum = null;
    for (int i = 0; i < moving.length; i++) {
      Tensor direction = moving[i];
      if (direction != null) {
        Tensor[] at = step.inputs.clone();
        at[i] = direction;
        Tensor part = Tensor.apply(step.operation, at);
        sum = sum == null ? part : sum.add(part);
      }
    }
    return present(sum);
  }

  private static Tensor elementwise(Step step, @Nullable Tensor[] moving) {
    Shape shape = step.results.getFirst().shape();
    Tensor[] at = new Tensor[moving.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = again(step.inputs[i].expand(shape.toArray()));
    }
    Tensor y = Tensor.apply(step.operation, at);
    Tensor sum = null;
    for (int i = 0; i < at.length; i++) {
      Tensor direction = moving[i];
      if (direction != null) {
        Tensor v = direction.expand(shape.toArray());
        Tensor part = Gradients.of(y, v, BackwardMode.CREATE_GRAPH, at[i])[0];
        sum = sum == null ? part : sum.add(part);
      }
    }
    return present(sum);
  }

  /// The vector–Jacobian product is linear in its vector u, and its own derivative for u along v is
  /// the Jacobian–vector product.
  private static Tensor[] byTwoBackwardPasses(Step step, @Nullable Tensor[] moving) {
    Tensor[] at = step.inputs.clone();
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> directions = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      Tensor direction = moving[i];
      if (direction != null) {
        at[i] = again(at[i]);
        inputs.add(at[i]);
        directions.add(direction);
      }
    }
    Operation pure = step.operation.pure();
    Tensor[] y =
        step.results.size() == 1
            ? new Tensor[] {Tensor.apply(pure, at)}
            : Tensor.applySeveral(pure, at);
    Tensor[] u = new Tensor[y.length];
    Tensor product = Tensor.scalar(y[0].elementType(), 0);
    for (int i = 0; i < y.length; i++) {
      u[i] = Tensor.zerosLike(y[i]).requiresGrad();
      product = product.add(y[i].multiply(u[i]).sum());
    }
    Tensor[] back = Gradients.of(product, BackwardMode.CREATE_GRAPH, inputs.toArray(Tensor[]::new));
    Tensor along = Tensor.scalar(y[0].elementType(), 0);
    for (int i = 0; i < back.length; i++) {
      along = along.add(back[i].multiply(directions.get(i)).sum());
    }
    return Gradients.of(along, BackwardMode.CREATE_GRAPH, u);
  }

  /// The same tensor as a result of its own, so that a derivative for it is not that of others that
  /// depend on it.
  private static Tensor again(Tensor x) {
    return Tensor.apply(new ReshapeOp(x.shape()), x);
  }

  private static Tensor present(@Nullable Tensor sum) {
    if (sum == null) {
      throw new IllegalStateException("forward mode: no input moves");
    }
    return sum;
  }
}
