package dev.adjoint.studio.trace;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.WhatIf;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the loss changes with one number: the real loss along that number, beside the line of the
/// gradient and the parabola of gradient and curvature. For the class of a sample, [LabelView].
public final class WhatIfView {

  private static final int POINTS = 33;
  private static final int DIGITS = 9;
  private static final long MOST_ELEMENTS = 4096;

  private WhatIfView() {}

  /// The numbers of the step that can be changed.
  public static List<Object> values(StepTrace trace) {
    List<Object> values = new ArrayList<>();
    for (TracedValue value : trace.values()) {
      boolean isGiven = value.maker().isEmpty() && value.role() != Role.CONSTANT;
      if (isGiven
          && (value.value().elementType().isFloating() || LabelView.isFor(trace, value))
          && value.value().shape().count() <= MOST_ELEMENTS) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", value.name());
        map.put("role", value.role().toString());
        List<String> addresses = new ArrayList<>();
        for (int flat = 0; flat < value.value().shape().count(); flat++) {
          addresses.add(ValueView.address(value.name(), false, value.value().shape(), flat));
        }
        map.put("addresses", addresses);
        values.add(map);
      }
    }
    return values;
  }

  /// Predicted and real change of the loss for one changed number.
  ///
  /// @throws IllegalArgumentException as [WhatIf#of]
  public static Map<String, Object> of(StepTrace trace, Element element, double number) {
    Optional<LabelView> label = label(trace, element);
    if (label.isPresent()) {
      return label.get().change(element, number);
    }
    WhatIf what = WhatIf.of(trace, element, number);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", element.toString());
    map.put("before", text(what.before()));
    map.put("after", text(what.after()));
    map.put("loss", text(what.loss()));
    map.put("changed", text(what.changed()));
    map.put("promise", text(what.promise()));
    map.put("curvature", text(what.curvature()));
    map.put("both", text(what.promise() + what.curvature()));
    map.put("real", text(what.real()));
    map.put("exact", text(what.exact()));
    map.put("rest", text(what.exact() - what.promise() - what.curvature()));
    map.put("operations", what.operations());
    map.put("at", what.after());
    map.put("lossNow", what.loss() + what.exact());
    return map;
  }

  /// The loss along a number, from `radius` below its value to `radius` above it.
  ///
  /// @throws IllegalArgumentException as [WhatIf#of]
  public static Map<String, Object> curve(StepTrace trace, Element element, double radius) {
    Optional<LabelView> label = label(trace, element);
    if (label.isPresent()) {
      return label.get().curve(element);
    }
    TracedValue value = trace.value(element.value());
    double middle = value.value().toDoubleArray()[element.flat(value.value().shape())];
    List<Object> real = new ArrayList<>();
    List<Object> line = new ArrayList<>();
    List<Object> parabola = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double x = middle - radius + 2 * radius * i / (POINTS - 1);
      WhatIf what = WhatIf.of(trace, element, x);
      real.add(point(what.after(), what.loss() + what.exact()));
      line.add(point(what.after(), what.loss() + what.promise()));
      parabola.add(point(what.after(), what.loss() + what.promise() + what.curvature()));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", element.toString());
    map.put("value", middle);
    map.put("text", text(middle));
    map.put("radius", radius);
    map.put("loss", trace.loss().value().item());
    map.put("real", real);
    map.put("line", line);
    map.put("parabola", parabola);
    return map;
  }

  private static Optional<LabelView> label(StepTrace trace, Element element) {
    return element.isGradient()
        ? Optional.empty()
        : LabelView.of(trace, trace.value(element.value()));
  }

  static List<Object> point(double x, double y) {
    return List.of(x, Double.isFinite(y) ? (Object) y : Double.toString(y));
  }

  private static String text(double number) {
    return NumberText.of(number, DIGITS);
  }
}
