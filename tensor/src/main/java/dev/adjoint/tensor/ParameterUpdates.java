package dev.adjoint.tensor;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.update.RowStepCall;
import dev.adjoint.kernel.update.SquaredNormCall;
import dev.adjoint.kernel.update.StepCall;
import dev.adjoint.kernel.update.UpdateProgram;
import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.RecordingGate;
import dev.adjoint.tensor.op.index.Indices;
import java.util.Arrays;
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
    requireCounts("update", program, numbers.length, memories.length);
    View[][] views = new View[memories.length][];
    for (int memory = 0; memory < views.length; memory++) {
      views[memory] = views(memories[memory]);
    }
    new StepCall(program, memories(parameters), of(parameters, gradients), views, numbers).run();
    changed(parameters);
  }

  /// Applies a formula to every element of some rows of a parameter; the others, and what is
  /// remembered of them, stay. The cost is that of these rows.
  ///
  /// @param index which rows of the first axis, `[n]` (I64), each at most once
  /// @param gradients of these rows, `[n, …]`, in the order of the index
  /// @param memories for each memory of the formula, a parameter of the same shape
  /// @param numbers the numbers of the step, in the order of the formula
  /// @throws IndexException naming the first index that is not a row; then nothing has changed
  public static void updateRows(
      UpdateFormula formula,
      Parameter parameter,
      Tensor index,
      Tensor gradients,
      Parameter[] memories,
      double... numbers) {
    Require.present("update rows", "formula", formula);
    Require.present("update rows", "parameter", parameter);
    Require.present("update rows", "index", index);
    Require.present("update rows", "gradients", gradients);
    Require.allPresent("update rows", "memories", memories);
    Require.present("update rows", "numbers", numbers);
    UpdateProgram program = formula.program();
    requireCounts("update rows", program, numbers.length, memories.length);
    int rows = parameter.requireRows("update rows", index, gradients);
    Indices.checked("update rows", index, rows, "axis 0 of " + parameter.shape());
    int width = rows == 0 ? 0 : parameter.shape().count() / rows;
    if (width == 0) {
      return;
    }
    Parameter[] all = new Parameter[1 + memories.length];
    all[0] = parameter;
    System.arraycopy(memories, 0, all, 1, memories.length);
    View[] tables = memories(all);
    new RowStepCall(
            program,
            tables[0],
            index.contiguous(),
            gradients.contiguous(),
            Arrays.copyOfRange(tables, 1, tables.length),
            width,
            numbers)
        .run();
    changed(all);
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

  private static void requireCounts(
      String operation, UpdateProgram program, int numbers, int memories) {
    if (numbers != program.numbers() || memories != program.memories()) {
      throw new IllegalArgumentException(
          "%s: the formula uses %d numbers and %d memories but got %d and %d; give as many as it uses"
              .formatted(operation, program.numbers(), program.memories(), numbers, memories));
    }
  }

  private static void refuseRecording() {
    RecordingGate.refuse(
        "an optimizer's step",
        "has other numbers each time, which a recorded step would repeat; call optimizer.step()"
            + " after it");
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
