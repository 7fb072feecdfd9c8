package dev.adjoint.nn.compose;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Branches that all get x and whose results are one after another along an axis, as in Inception
/// and U-Net (Szegedy et al. 2015).
///
/// **Shapes**: x any that all branches take; their results differ in the size of the axis alone,
/// and their sizes there add up.
///
/// **Gradient**: the sum of those of the branches, each with its part of g.
///
/// PyTorch has no class for it. The parameters are named by position: `0.weight`.
///
/// @param axis the axis along which the results are
/// @param branches at least one layer
public record Parallel(int axis, List<Layer> branches) implements Layer {

  /// Copies the list.
  public Parallel {
    Require.given("parallel", "the list of branches", branches);
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("parallel: there are no branches; give at least one");
    }
    for (int i = 0; i < branches.size(); i++) {
      Require.given("parallel", "branch " + i, branches.get(i), "give a layer");
    }
    branches = List.copyOf(branches);
  }

  /// These branches, their results along an axis.
  public static Parallel of(int axis, Layer... branches) {
    Require.given("parallel", "the array of branches", branches, "give layers");
    return new Parallel(axis, Arrays.asList(branches));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("parallel", "x", x);
    Tensor[] results = new Tensor[branches.size()];
    for (int i = 0; i < results.length; i++) {
      Layer branch = branches.get(i);
      results[i] = LayerScope.in(Integer.toString(i), branch, () -> branch.forward(x, pass));
    }
    return Tensor.concat(axis, results);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      parts.put(Integer.toString(i), branches.get(i));
    }
    return parts;
  }

  @Override
  public String toString() {
    return "Parallel(axis %d, %s)".formatted(axis, branches);
  }
}
