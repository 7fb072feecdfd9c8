package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.Perceptron;
import java.util.List;
import java.util.Optional;

/// What a person fixed about the network; the rest is found from the data.
///
/// @param hidden the widths of the hidden layers
/// @param activation after each hidden layer
/// @param dropout the probability of dropout after each activation, 0 for none
public record NetworkPlan(
    Optional<List<Integer>> hidden, Optional<Activation> activation, double dropout) {

  /// Nothing is fixed.
  public static final NetworkPlan FREE = new NetworkPlan(Optional.empty(), Optional.empty(), 0);

  /// The same with these widths of the hidden layers; none for a linear model.
  public NetworkPlan withHidden(List<Integer> widths) {
    return new NetworkPlan(Optional.of(List.copyOf(widths)), activation, dropout);
  }

  /// The same with this activation after each hidden layer.
  public NetworkPlan withActivation(Activation function) {
    return new NetworkPlan(hidden, Optional.of(function), dropout);
  }

  /// The same with this probability of dropout.
  public NetworkPlan withDropout(double probability) {
    return new NetworkPlan(hidden, activation, probability);
  }

  /// The architecture: what was fixed, and for the rest what fits the data.
  public Architecture architecture(Choices found) {
    return new Perceptron(
        found.inputs(),
        hidden.orElseGet(found::hidden),
        activation.orElseGet(found::activation),
        dropout,
        found.outputs());
  }
}
