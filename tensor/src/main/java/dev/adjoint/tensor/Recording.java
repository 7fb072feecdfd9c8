package dev.adjoint.tensor;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.recording.Program;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.strided.CopyCall;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One recording of some work, for inputs of certain shapes.
///
/// Its memory is planned at the first replay, so that shapes that come only once cost little.
/// Without gradients the parameters seldom change between runs: then what is computed from
/// parameters alone is kept until one of them changes. Gradients are in the memory of the recording
/// and are lent to the parameters ([dev.adjoint.tensor.autograd.GradientSlot]).
final class Recording {

  private final Tensor[] inputs;
  private final int results;
  private final Parameter[] used;
  private final Tensor[] values;
  private final Parameter[] targets;
  private final Tensor[] gradients;
  private @Nullable Tape tape;
  private @Nullable Program program;

  /// The last change of a parameter that the program has seen.
  private long seen;

  /// @param bound the inputs, in memory that every run overwrites
  /// @param found the gradients by parameter
  /// @param used all parameters that the work has looked at
  Recording(
      Tape tape,
      Tensor[] bound,
      List<Tensor> results,
      Map<Parameter, Tensor> found,
      Collection<Parameter> used) {
    this.tape = tape;
    this.inputs = bound;
    this.results = results.size();
    this.used = used.toArray(new Parameter[0]);
    this.values = new Tensor[this.used.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = this.used[i].value();
      if (found.isEmpty()) {
        tape.settle(values[i].view().storage());
      }
    }
    this.targets = found.keySet().toArray(new Parameter[0]);
    this.gradients = new Tensor[targets.length];
    results.forEach(result -> tape.keep(result.view()));
    found.values().forEach(gradient -> tape.keep(gradient.view()));
  }

  boolean hasShapesOf(Tensor[] others) {
    if (others.length != inputs.length) {
      return false;
    }
    for (int i = 0; i < inputs.length; i++) {
      if (others[i].elementType() != inputs[i].elementType()
          || !others[i].shape().equals(inputs[i].shape())) {
        return false;
      }
    }
    return true;
  }

  /// Whether this recording is what the work would do with these inputs: they have its shapes, and
  /// every parameter is trained or frozen as it was, in the same memory.
  boolean fits(Tensor[] others) {
    if (!hasShapesOf(others)) {
      return false;
    }
    for (int i = 0; i < used.length; i++) {
      Tensor now = used[i].value();
      if (now != values[i]
          && (now.isTracked() != values[i].isTracked()
              || !now.view().storage().equals(values[i].view().storage()))) {
        return false;
      }
    }
    for (Tensor other : others) {
      if (other.isTracked()) {
        return false;
      }
    }
    return true;
  }

  /// @param complete is told of each parameter whose gradient is complete, while the run goes on;
  ///   null if nobody asks
  Tensor[] run(@Nullable Consumer<Parameter> complete, Tensor[] values) {
    Program ready = program == null ? plan() : program;
    refresh(ready);
    Kernels kernels = Kernels.active();
    for (int i = 0; i < inputs.length; i++) {
      kernels.run(new CopyCall(values[i].view(), inputs[i].view()));
    }
    for (Parameter target : targets) {
      target.slot().own();
    }
    if (complete == null) {
      ready.run();
      for (int i = 0; i < targets.length; i++) {
        lend(i);
      }
    } else {
      ready.run(output -> {
        if (output >= results) {
          lend(output - results);
          complete.accept(targets[output - results]);
        }
      });
    }
    Tensor[] own = new Tensor[results];
    for (int i = 0; i < results; i++) {
      own[i] = copy(ready.output(i), kernels);
    }
    return own;
  }

  private void lend(int target) {
    targets[target].slot().lend(gradients[target]);
  }

  private void refresh(Program ready) {
    long last = 0;
    for (Parameter parameter : used) {
      last = Math.max(last, parameter.lastChange());
    }
    if (last > seen) {
      ready.refresh();
      seen = last;
    }
  }

  private static Tensor copy(View view, Kernels kernels) {
    Tensor copy = Tensor.allocate(ElementType.of(view.storage()), Shape.of(view.sizes()));
    kernels.run(new CopyCall(view, copy.view()));
    return copy;
  }

  private Program plan() {
    Program made = Program.of(Objects.requireNonNull(tape));
    tape = null;
    program = made;
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = Tensor.wrap(made.output(results + i));
    }
    return made;
  }
}
