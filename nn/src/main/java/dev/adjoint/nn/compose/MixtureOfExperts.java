package dev.adjoint.nn.compose;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Sorted;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Several layers of which a gate chooses k for each vector (Shazeer et al. 2017): `Σ w[e] ·
/// expert[e](x)` over the k largest scores of the gate, with w their softmax.
///
/// **Shapes**: x `[…, W]`, gate W → experts, each expert `[…, W]` to `[…, V]`, result `[…, V]`.
///
/// **Gradient**: for the experts that were chosen `w·g`, for their scores that of the softmax; none
/// for the others. The choice itself has no gradient.
///
/// Every expert is computed for every vector, and those that were not chosen count 0: right for a
/// few experts, but no saving of work. PyTorch has no class for it.
///
/// @param gate the scores of the experts
/// @param experts the layers
/// @param chosen k, within 1 … the number of experts
public record MixtureOfExperts(Linear gate, List<Layer> experts, int chosen) implements Layer {

  private static final String NAME = "mixture of experts";

  /// Checks that the gate has a score for each expert.
  public MixtureOfExperts {
    Require.given(NAME, "the gate", gate, "give a Linear");
    experts = Require.list(NAME, "the list of experts", experts);
    int scores = gate.weight().shape().size(0);
    if (scores != experts.size() || chosen < 1 || chosen > scores) {
      throw new IllegalArgumentException(
          "mixture of experts: the gate has %d scores for %d experts, of which %d are chosen; give a score for each, and choose 1 … %d"
              .formatted(scores, experts.size(), chosen, experts.size()));
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor scores = gate.forward(Require.tensor(NAME, "x", x));
    Sorted best = scores.topk(chosen, -1);
    int axis = scores.shape().rank() - 1;
    Tensor shares =
        Tensor.zeros(scores.elementType(), scores.shape())
            .scatterAdd(axis, best.indices(), best.values().softmax(-1));
    Tensor sum = share(shares, 0).multiply(experts.getFirst().forward(x, pass));
    for (int e = 1; e < experts.size(); e++) {
      sum = sum.add(share(shares, e).multiply(experts.get(e).forward(x, pass)));
    }
    return sum;
  }

  private static Tensor share(Tensor shares, int expert) {
    return shares.slice(-1, expert, expert + 1);
  }

  @Override
  public String toString() {
    return "MixtureOfExperts(%d of %d, %s)".formatted(chosen, experts.size(), experts.getFirst());
  }
}
