package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.NodeTable;
import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Trades time for memory: the inner values of a part of the network are not kept for the backward
/// pass but computed again when it needs them (checkpointing of activations, Chen et al. 2016).
///
/// `Recompute.of(block::forward, x)` gives the value and the gradients of `block.forward(x)`. The
/// function must give the same value twice, so randomness in it has to start from a seed of its
/// own; and besides its argument it may use parameters and untracked tensors only.
public final class Recompute {

  private Recompute() {}

  /// `f(x)`, of which only x and the result are kept.
  ///
  /// @throws IllegalArgumentException if f uses a tracked tensor that was computed outside
  public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
    Require.present("of", "f", f);
    Require.present("of", "x", x);
    Tensor argument = x.isTracked() ? x.detach().requiresGrad() : x;
    long start = ThreadContext.current().nextOrder();
    Tensor probe = f.apply(argument);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(x);
    GraphNode root = probe.node();
    if (root != null) {
      NodeTable nodes = NodeTable.reachable(root);
      for (int i = 0; i < nodes.count(); i++) {
        GraphNode node = nodes.node(i);
        boolean outside = node.isLeaf() ? node != argument.node() : node.order() < start;
        Parameter parameter = node.parameter();
        if (parameter != null) {
          inputs.add(parameter.value());
        } else if (outside) {
          throw new IllegalArgumentException(
              "recompute: the function uses a tracked tensor from outside, whose gradient would be lost; "
                  + "pass it in as part of the argument, compute it inside, or detach() it");
        }
      }
    }
    Map<Parameter, Tensor> substitutes = ThreadContext.current().substitutes();
    UnaryOperator<Tensor> again = t -> ThreadContext.substituting(substitutes, () -> f.apply(t));
    return Tensor.apply(new Again(again, probe.detach()), inputs.toArray(new Tensor[0]));
  }

  /// A function and its value; the parameters that it uses are inputs beside x.
  private record Again(UnaryOperator<Tensor> f, Tensor value) implements Operation {

    @Override
    public Applied apply(Tensor... inputs) {
      return Applied.jointly(
          value,
          (g, _, needed) -> {
            // The backward pass is tracked when the gradients are to be differentiated again. Then
            // they must be connected to the inputs themselves, not to new leaves.
            boolean higherOrder = Tensor.isGradEnabled();
            Tensor[] leaves = inputs.clone();
            if (!higherOrder && inputs[0].isTracked()) {
              leaves[0] = inputs[0].detach().requiresGrad();
            }
            return ThreadContext.withGrad(
                true,
                () -> {
                  BackwardMode graph =
                      higherOrder ? BackwardMode.CREATE_GRAPH : BackwardMode.FREE_GRAPH;
                  return select(f.apply(leaves[0]), g, graph, leaves, needed);
                });
          });
    }

    private static @Nullable Tensor[] select(
        Tensor again, Tensor g, BackwardMode graph, Tensor[] leaves, boolean[] needed) {
      List<Tensor> tracked = new ArrayList<>();
      for (int i = 0; i < leaves.length; i++) {
        if (needed[i]) {
          tracked.add(leaves[i]);
        }
      }
      Tensor[] gradients = Gradients.of(again, g, graph, tracked.toArray(new Tensor[0]));
      @Nullable Tensor[] result = new Tensor[leaves.length];
      int next = 0;
      for (int i = 0; i < leaves.length; i++) {
        if (needed[i]) {
          result[i] = gradients[next++];
        }
      }
      return result;
    }

    @Override
    public String label() {
      return "recompute";
    }
  }
}
