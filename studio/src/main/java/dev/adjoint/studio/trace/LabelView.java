package dev.adjoint.studio.trace;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.DoubleStep;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.WhatIf;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the loss changes with the class of one sample. A class is a whole number and has no
/// derivative, but the cross-entropy has one for each share of a class:
///
/// ```
/// L = −(1/N) · Σᵢ Σₖ tᵢₖ · log pᵢₖ      ∂L/∂tᵢₖ = −(1/N) · log pᵢₖ
/// promise of class b instead of a: ∂L/∂t_b − ∂L/∂t_a
/// ```
///
/// The loss is linear in the shares, so the promise is kept exactly. It is given only where this
/// formula gives the loss of the step; otherwise the real change stands alone.
final class LabelView {

  private static final int MOST_CLASSES = 100;
  private static final double SAME = 1e-9;
  private static final int DIGITS = 9;

  private final StepTrace trace;
  private final TracedValue target;
  private final int classes;
  private final double[] logs;
  private final boolean isFormula;

  private LabelView(StepTrace trace, TracedValue target, Tensor logits, double loss) {
    this.trace = trace;
    this.target = target;
    this.classes = logits.shape().size(1);
    this.logs = logs(logits.toDoubleArray(), classes);
    long[] labels = target.value().toLongArray();
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= labels[i] >= 0 && labels[i] < classes ? logs[i * classes + (int) labels[i]] : 0;
    }
    this.isFormula = Math.abs(sum / labels.length - loss) <= SAME * Math.max(1, Math.abs(loss));
  }

  /// The logarithms of the softmax of each row.
  private static double[] logs(double[] logits, int classes) {
    double[] logs = new double[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        most = Math.max(most, logits[row + k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logits[row + k] - most);
      }
      for (int k = 0; k < classes; k++) {
        logs[row + k] = logits[row + k] - most - Math.log(sum);
      }
    }
    return logs;
  }

  /// The view of a value, if it holds the classes of samples.
  static Optional<LabelView> of(StepTrace trace, TracedValue value) {
    return logits(trace, value)
        .map(id -> {
          DoubleStep wide = new DoubleStep(trace);
          return new LabelView(trace, value, wide.value(id), wide.loss());
        });
  }

  /// Whether a value holds the classes of samples that can be changed.
  static boolean isFor(StepTrace trace, TracedValue value) {
    return logits(trace, value).isPresent();
  }

  /// The value `[N, classes]` that is compared with the classes `[N]`.
  private static Optional<Integer> logits(StepTrace trace, TracedValue value) {
    if (value.role() != Role.TARGET
        || value.value().elementType().isFloating()
        || value.value().shape().rank() != 1) {
      return Optional.empty();
    }
    for (TracedOperation operation : trace.operations()) {
      if (operation.inputs().contains(value.id())) {
        for (int input : operation.inputs()) {
          Tensor other = trace.value(input).value();
          if (other.elementType().isFloating()
              && other.shape().rank() == 2
              && other.shape().size(0) == value.value().shape().size(0)
              && other.shape().size(1) <= MOST_CLASSES) {
            return Optional.of(input);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Promise and real change of the loss for another class.
  ///
  /// @throws IllegalArgumentException when there is no such class
  Map<String, Object> change(Element element, double number) {
    if (number != Math.rint(number) || number < 0 || number >= classes) {
      throw new IllegalArgumentException(
          "what if: %s cannot become %s; its classes are the whole numbers from 0 to %d"
              .formatted(element, NumberText.of(number, DIGITS), classes - 1));
    }
    WhatIf what = WhatIf.of(trace, element, number);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", element.toString());
    map.put("before", NumberText.of(what.before(), DIGITS));
    map.put("after", NumberText.of(what.after(), DIGITS));
    map.put("loss", NumberText.of(what.loss(), DIGITS));
    map.put("changed", NumberText.of(what.changed(), DIGITS));
    if (isFormula) {
      double promise = promise(element, what.after());
      map.put("promise", NumberText.of(promise, DIGITS));
      map.put("curvature", "0");
      map.put("both", NumberText.of(promise, DIGITS));
      map.put("rest", NumberText.of(what.exact() - promise, DIGITS));
    }
    map.put("real", NumberText.of(what.real(), DIGITS));
    map.put("exact", NumberText.of(what.exact(), DIGITS));
    map.put("operations", what.operations());
    map.put("at", what.after());
    map.put("lossNow", what.loss() + what.exact());
    return map;
  }

  private double promise(Element element, double after) {
    int sample = element.flat(target.value().shape());
    int before = (int) target.value().toLongArray()[sample];
    int count = target.value().shape().size(0);
    return (logs[sample * classes + before] - logs[sample * classes + (int) after]) / count;
  }

  /// The loss for each class.
  Map<String, Object> curve(Element element) {
    List<Object> real = new ArrayList<>();
    List<Object> line = new ArrayList<>();
    double loss = trace.loss().value().item();
    for (int k = 0; k < classes; k++) {
      WhatIf what = WhatIf.of(trace, element, k);
      real.add(WhatIfView.point(k, what.loss() + what.exact()));
      if (isFormula) {
        line.add(WhatIfView.point(k, loss + promise(element, k)));
      }
    }
    double now = target.value().toDoubleArray()[element.flat(target.value().shape())];
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", element.toString());
    map.put("value", now);
    map.put("text", NumberText.of(now, DIGITS));
    map.put("classes", classes);
    map.put("radius", 0.5 * (classes - 1));
    map.put("loss", loss);
    map.put("real", real);
    map.put("line", line);
    map.put("parabola", List.of());
    return map;
  }
}
