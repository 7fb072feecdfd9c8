package dev.adjoint.tensor;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.update.SquaredNormCall;
import dev.adjoint.kernel.update.StepCall;
import dev.adjoint.kernel.update.UpdateProgram;
import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.RecordingGate;
import java.util.List;

/// The steps of optimizers: they change parameters, and what is remembered of them, in their own
/// memory, in one pass.
///
/// Arrays with the same index belong together. The tensors that remember (buffers, means, squares)
/// have the shape and element type of their parameter, are in C order, and belong to the optimizer
/// alone: everything else gets copies of them.
public final class ParameterUpdates {

  private ParameterUpdates() {}

  /// Applies a formula to every element of some parameters.
  ///
  /// @param gradients one for each parameter
  /// @param memories for each memory of the formula, one tensor for each parameter
  /// @param numbers the numbers of the step, in the order of the formula
  public static void update(
      UpdateFormula formula,
      Parameter[] parameters,
      Tensor[] gradients,
      Tensor[][] memories,
      double... numbers) {
    Require.present("update", "formula", formula);
    Require.allPresent("update", "parameters", parameters);
    Require.allPresent("update", "gradients", gradients);
    Require.allPresent("update", "memories", memories);
    Require.present("update", "numbers", numbers);
    UpdateProgram program = formula.program();
    if (numbers.length != program.numbers() || memories.length != program.memories()) {
      throw new IllegalArgumentException(
          "update: the formula uses %d numbers and %d memories but got %d and %d; give as many as it uses"
              .formatted(program.numbers(), program.memories(), numbers.length, memories.length));
    }
    View[][] views = new View[memories.length][];
    for (int memory = 0; memory < views.length; memory++) {
      views[memory] = views(memories[memory]);
    }
    new StepCall(program, memories(parameters), of(parameters, gradients), views, numbers).run();
    changed(parameters);
  }

  /// The square root of the sum of the squares of all elements of all tensors.
  public static double norm(List<Tensor> tensors) {
    Require.present("norm", "tensors", tensors);
    Require.allPresent("norm", "tensors", tensors.toArray());
    refuseRecording();
    View[] views = new View[tensors.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = tensors.get(i).contiguous();
    }
    return Math.sqrt(SquaredNormCall.of(views));
  }

  private static void refuseRecording() {
    RecordingGate.refuse(
        "an optimizer's step",
        "has other numbers each time, which a recorded step would repeat; call optimizer.step() after it");
  }

  private static View[] memories(Parameter[] parameters) {
    refuseRecording();
    View[] views = new View[parameters.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = parameters[i].memory().view();
    }
    return views;
  }

  private static View[] views(Tensor[] tensors) {
    View[] views = new View[tensors.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = tensors[i].view();
    }
    return views;
  }

  private static View[] of(Parameter[] parameters, Tensor[] gradients) {
    View[] views = new View[gradients.length];
    for (int i = 0; i < views.length; i++) {
      parameters[i].requireGradient("step", gradients[i]);
      views[i] = gradients[i].contiguous();
    }
    return views;
  }

  private static void changed(Parameter[] parameters) {
    long change = GraphNode.nextChange();
    for (Parameter parameter : parameters) {
      parameter.changed(change);
    }
  }
}
