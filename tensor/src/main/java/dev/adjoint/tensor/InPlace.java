package dev.adjoint.tensor;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.update.AdamCall;
import dev.adjoint.kernel.update.AdamStep;
import dev.adjoint.kernel.update.DescendCall;
import dev.adjoint.kernel.update.MomentumCall;
import dev.adjoint.kernel.update.MomentumStep;
import dev.adjoint.kernel.update.SquaredNormCall;
import java.util.List;

/// What optimizers do: change parameters, and what is remembered of them, in their own memory, each
/// in one pass.
///
/// Arrays with the same index belong together. The tensors that remember (buffers, means, squares)
/// have the shape and element type of their parameter, are in C order, and belong to the optimizer
/// alone: whoever else wants one gets a copy.
public final class InPlace {

  private InPlace() {}

  /// `d = g + decay·θ; θ ← θ − rate·d`.
  public static void descend(
      Parameter[] parameters, Tensor[] gradients, double rate, double decay) {
    new DescendCall(memories(parameters), of(parameters, gradients), rate, decay).run();
    changed(parameters);
  }

  /// `d = g + decay·θ; b ← memory·b + weight·d; θ ← θ − rate·b`.
  public static void momentum(
      Parameter[] parameters,
      Tensor[] gradients,
      Tensor[] buffers,
      double rate,
      double decay,
      double memory,
      double weight) {
    var step = new MomentumStep(rate, decay, memory, weight, false, 0);
    new MomentumCall(memories(parameters), of(parameters, gradients), views(buffers), step).run();
    changed(parameters);
  }

  /// `d = g + decay·θ; b ← memory·b + weight·d; θ ← θ − rate·(d + lookahead·b)`.
  public static void nesterov(
      Parameter[] parameters,
      Tensor[] gradients,
      Tensor[] buffers,
      double rate,
      double decay,
      double memory,
      double weight,
      double lookahead) {
    var step = new MomentumStep(rate, decay, memory, weight, true, lookahead);
    new MomentumCall(memories(parameters), of(parameters, gradients), views(buffers), step).run();
    changed(parameters);
  }

  /// The t-th step of Adam (t from 1).
  ///
  /// ```
  /// d = g + decay·θ
  /// m ← β₁·m + (1 − β₁)·d
  /// v ← β₂·v + (1 − β₂)·d²
  /// θ ← keep·θ − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
  /// ```
  public static void adam(
      Parameter[] parameters,
      Tensor[] gradients,
      Tensor[] means,
      Tensor[] squares,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      long t) {
    double first = rate / (1 - StrictMath.pow(beta1, (double) t));
    double second = 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t));
    var step = new AdamStep(first, beta1, beta2, epsilon, second, decay, keep);
    new AdamCall(
            memories(parameters), of(parameters, gradients), views(means), views(squares), step)
        .run();
    changed(parameters);
  }

  /// The square root of the sum of the squares of all elements of all tensors.
  public static double norm(List<Tensor> tensors) {
    refuseRecording();
    View[] views = new View[tensors.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = tensors.get(i).contiguous();
    }
    return Math.sqrt(SquaredNormCall.of(views));
  }

  private static void refuseRecording() {
    Capture.refuse(
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
    long change = Node.nextChange();
    for (Parameter parameter : parameters) {
      parameter.changed(change);
    }
  }
}
