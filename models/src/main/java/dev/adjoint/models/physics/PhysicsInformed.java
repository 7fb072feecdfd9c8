package dev.adjoint.models.physics;

import dev.adjoint.models.Mlp;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// A physics-informed network (Raissi, Perdikaris and Karniadakis 2019): a perceptron with tanh for
/// an unknown function u of position and time, trained so that its derivatives satisfy a
/// differential equation at many points and its values the conditions at the boundary.
///
/// **Shapes**: x `[N, d]`, result `[N, 1]`.
///
/// ```java
/// Derivatives u = network.derivatives(points);
/// Tensor residual = u.first(0).subtract(u.second(1).multiply(diffusivity)); // u_t = a · u_xx
/// Tensor loss = residual.square().mean().add(boundaryLoss);
/// ```
///
/// @param layers the perceptron
public record PhysicsInformed(Sequential layers) implements PureLayer {

  /// u and its derivatives at N points; all of them can be differentiated for the parameters.
  ///
  /// @param value u, `[N, 1]`
  /// @param gradient `∂u/∂x_i`, `[N, d]`
  /// @param curvature `∂²u/∂x_i²`, `[N, d]`
  public record Derivatives(Tensor value, Tensor gradient, Tensor curvature) {

    /// `∂u/∂x_i`, `[N, 1]`.
    public Tensor first(int i) {
      return gradient.slice(1, i, i + 1);
    }

    /// `∂²u/∂x_i²`, `[N, 1]`.
    public Tensor second(int i) {
      return curvature.slice(1, i, i + 1);
    }
  }

  /// A network with Xavier normal weights and biases of 0.
  ///
  /// @param sizes from d over the hidden layers to 1
  public static PhysicsInformed of(List<Integer> sizes, RandomGenerator random) {
    Sequential usual = Mlp.of(sizes, Activation.TANH, 0, random);
    Layer[] layers =
        usual.layers().stream()
            .map(layer -> layer instanceof Linear linear ? drawn(linear, random) : layer)
            .toArray(Layer[]::new);
    return new PhysicsInformed(Sequential.of(layers));
  }

  private static Linear drawn(Linear linear, RandomGenerator random) {
    int in = linear.weight().shape().size(1);
    int out = linear.weight().shape().size(0);
    return Linear.of(in, out, Initializer.xavierNormal(), random);
  }

  @Override
  public Tensor forward(Tensor x) {
    return layers.forward(x, Pass.INFERENCE);
  }

  /// u, its first and its pure second derivatives at these points, in one forward pass and d + 1
  /// backward passes.
  ///
  /// @param x `[N, d]`
  public Derivatives derivatives(Tensor x) {
    Tensor points = x.requiresGrad();
    Tensor u = forward(points);
    // Each row of u depends on its own point alone, so the gradient of the sum holds all of them.
    Tensor gradient = Gradients.of(u.sum(), BackwardMode.CREATE_GRAPH, points)[0];
    int d = x.shape().size(1);
    Tensor[] curvature = new Tensor[d];
    for (int i = 0; i < d; i++) {
      Tensor along = gradient.select(1, i).sum();
      curvature[i] = Gradients.of(along, BackwardMode.CREATE_GRAPH, points)[0].slice(1, i, i + 1);
    }
    return new Derivatives(u, gradient, Tensor.concat(1, curvature));
  }
}
