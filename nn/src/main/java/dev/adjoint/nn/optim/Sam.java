package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.ParameterUpdates;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Sharpness-aware minimisation (Foret et al. 2021): the gradient is taken where the loss is nearly
/// the largest within a distance ρ, so that training prefers flat minima.
///
/// ```
/// ε = ρ·g / ‖g‖,   g′ = ∇loss(θ + ε),   θ ← step of the optimizer from θ with g′
/// ```
///
/// ```java
/// Sam sam = new Sam(Optimizer.of(model, new Sgd(0.1, 0.9)), 0.05);
/// double loss = sam.step(() -> crossEntropy.of(model.forward(x, pass), y));
/// ```
///
/// A step computes the loss twice.
public final class Sam {

  private final Optimizer optimizer;
  private final double distance;

  /// Around an optimizer.
  ///
  /// @param distance ρ, finite and above 0; 0.05 is usual
  public Sam(Optimizer optimizer, double distance) {
    this.optimizer = Require.given("sam", "the optimizer", optimizer);
    this.distance = Require.positive("sam", "the distance", distance, "0.05 is usual");
  }

  /// One step.
  ///
  /// @param loss computes the loss from the present weights; gradients are cleared and computed
  ///   here
  /// @return the loss at the weights before the step
  public double step(Supplier<Tensor> loss) {
    Require.given("sam", "the loss", loss, "give a function without arguments");
    optimizer.zeroGrad();
    Tensor before = loss.get();
    before.backward();
    List<Parameter> moved = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (Parameter parameter : optimizer.parameters()) {
      if (parameter.isTrainable() && parameter.hasGradient()) {
        moved.add(parameter);
        gradients.add(parameter.gradient().detach());
      }
    }
    double norm = ParameterUpdates.norm(gradients);
    List<Tensor> origins = new ArrayList<>();
    for (int i = 0; i < moved.size(); i++) {
      Tensor origin = moved.get(i).value().detach().copy();
      origins.add(origin);
      if (norm > 0) {
        moved.get(i).replace(origin.add(gradients.get(i).multiply(distance / norm)));
      }
    }
    optimizer.zeroGrad();
    loss.get().backward();
    for (int i = 0; i < moved.size(); i++) {
      moved.get(i).replace(origins.get(i));
    }
    optimizer.step();
    return before.item();
  }

  @Override
  public String toString() {
    return "Sam(%s, distance %s)".formatted(optimizer, distance);
  }
}
