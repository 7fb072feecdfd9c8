package dev.adjoint.explain.why;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the loss of a traced step changes if one number is changed: the change that the gradient
/// predicts, the change with the curvature, and the real change.
///
/// ```
/// promise    g · Δ
/// curvature  ½ · Δᵀ · H · Δ
/// real       L(x + Δ) − L(x)
/// ```
///
/// The difference between prediction and real change comes from the higher derivatives; it falls
/// with Δ², and with Δ³ if the curvature is included. The number may be a parameter, an input, or
/// any value between: the operations after it run again with it, and everything before it stays.
/// The real change is that of the step's own element type, with the same kernels; a change of 0
/// gives the loss of the step in every bit. Promise and curvature are computed in F64. The class of
/// a sample, a whole number, has no derivative: only the real change is known then.
///
/// @param element the number that is changed
/// @param before the number in the step
/// @param after the number that replaces it
/// @param loss the loss of the step
/// @param changed the loss with the change
/// @param promise g · Δ; NaN for a whole number
/// @param curvature ½ · Δᵀ · H · Δ; NaN for a whole number
/// @param exact the real change, computed in F64
/// @param operations how many operations ran again
public record WhatIf(
    Element element,
    double before,
    double after,
    double loss,
    double changed,
    double promise,
    double curvature,
    double exact,
    int operations) {

  /// Changes a number.
  ///
  /// @param element an element of a value, not of a gradient
  /// @param number the new number; it is rounded to the element type of the value
  /// @throws IllegalArgumentException if the step has no such number, or it cannot become the new
  ///   one
  public static WhatIf of(StepTrace trace, Element element, double number) {
    TracedValue value = trace.value(element.value());
    if (element.isGradient()) {
      throw new IllegalArgumentException(
          "what if: %s is a gradient, which follows from the values; change a value, such as %s"
              .formatted(element, element.value()));
    }
    ElementType type = value.value().elementType();
    if (type == ElementType.BOOL || (!type.isFloating() && number != Math.rint(number))) {
      throw new IllegalArgumentException(
          "what if: %s has the element type %s but should become %s; choose a number of another value, or a whole number for a class"
              .formatted(value.name(), type, number));
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "what if: %s cannot become %s; give a finite number".formatted(element, number));
    }
    int flat = element.flat(value.value().shape());
    double[] numbers = value.value().toDoubleArray();
    double before = numbers[flat];
    numbers[flat] = number;
    Tensor changed = Tensor.of(ElementType.F64, numbers, value.value().shape()).to(type);
    double after = changed.toDoubleArray()[flat];
    Map<Integer, Tensor> rerun = rerun(trace, value.id(), changed);
    double loss = trace.loss().value().item();
    Tensor changedLoss = rerun.getOrDefault(trace.loss().id(), trace.loss().value());
    DoubleStep wide = new DoubleStep(trace);
    if (!type.isFloating()) {
      double other = wide.lossTensor(value.id(), changed).item() - wide.loss();
      return new WhatIf(
          element,
          before,
          after,
          loss,
          changedLoss.item(),
          Double.NaN,
          Double.NaN,
          other,
          rerun.size() - 1);
    }
    Tensor x = wide.value(value.id());
    double delta = after - before;
    Tensor direction = direction(x, flat, delta);
    Tensor slope = Gradients.gradient(moved -> wide.lossTensor(value.id(), moved)).apply(x);
    Tensor bend = Gradients.hvp(moved -> wide.lossTensor(value.id(), moved), x, direction);
    double exact = wide.lossTensor(value.id(), x.add(direction)).item() - wide.loss();
    return new WhatIf(
        element,
        before,
        after,
        loss,
        changedLoss.item(),
        slope.toDoubleArray()[flat] * delta,
        0.5 * delta * bend.toDoubleArray()[flat],
        exact,
        rerun.size() - 1);
  }

  private static Tensor direction(Tensor x, int flat, double delta) {
    double[] direction = new double[x.shape().count()];
    direction[flat] = delta;
    return Tensor.of(ElementType.F64, direction, x.shape());
  }

  /// The values after the changed one, by the kernels of the step.
  private static Map<Integer, Tensor> rerun(StepTrace trace, int id, Tensor changed) {
    Map<Integer, Tensor> values = new HashMap<>();
    values.put(id, changed);
    for (TracedOperation operation : trace.operations()) {
      if (operation.inputs().stream().anyMatch(values::containsKey)) {
        Tensor[] inputs =
            operation.inputs().stream()
                .map(input -> values.getOrDefault(input, trace.value(input).value()))
                .toArray(Tensor[]::new);
        Tensor[] results = trace.applier(operation.index()).values(inputs);
        for (int i = 0; i < results.length; i++) {
          values.putIfAbsent(operation.outputs().get(i), results[i]);
        }
      }
    }
    return values;
  }

  /// The real change of the loss.
  public double real() {
    return changed - loss;
  }

  /// The change as a document in the language of `words`.
  public Report report(Wording words) {
    boolean isSmooth = !Double.isNaN(promise);
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact(words.text("edit.again"), "%,d".formatted(operations)));
    facts.add(
        new Block.Fact(words.text("edit.loss"), "%s → %s".formatted(text(loss), text(changed))));
    if (isSmooth) {
      facts.add(new Block.Fact(words.text("edit.promise"), text(promise)));
      facts.add(new Block.Fact(words.text("edit.curvature"), text(curvature)));
      facts.add(new Block.Fact(words.text("edit.both"), text(promise + curvature)));
    } else {
      facts.add(new Block.Fact(words.text("edit.promise"), words.text("edit.no-promise")));
    }
    facts.add(
        new Block.Fact(
            words.text("edit.real"), words.text("edit.in-f64", text(real()), text(exact))));
    if (isSmooth) {
      facts.add(new Block.Fact(words.text("edit.left"), text(exact - promise - curvature)));
    }
    String title =
        words.text("edit.title", element, text(after), text(before), text(after - before));
    return new Report(
        words.tag(),
        title,
        "",
        isSmooth
            ? List.of(
                Section.of("", new Block.Facts(facts)),
                Section.of("", new Block.Formula("L(x + Δ) ≈ L(x) + g · Δ + ½ · Δᵀ · H · Δ")))
            : List.of(Section.of("", new Block.Facts(facts))),
        "");
  }

  /// The lines for a terminal, in English.
  public List<String> lines() {
    return TerminalText.of(report(Wording.english()));
  }

  private static String text(double number) {
    return NumberText.of(number, 9);
  }
}
