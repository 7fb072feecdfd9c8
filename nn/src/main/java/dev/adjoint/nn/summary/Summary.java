package dev.adjoint.nn.summary;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a model is made of: its layers in the order in which they run, the shapes of their results,
/// their parameters, multiply–adds and memory.
///
/// ```java
/// System.out.print(Summary.of(model, Tensor.zeros(1, 3, 224, 224)));
/// ```
///
/// It is found by running the model once in inference. A multiply–add is one product and one sum,
/// in matrix products, linear layers, convolutions, attention and recurrent layers; other
/// operations count none. The memory is that of the results of all operations, as training keeps
/// them.
///
/// @param lines one for each layer
/// @param input the shape of the input
/// @param parameters how many numbers the parameters hold; tied weights count once
/// @param trainable how many of them are not frozen
/// @param multiplyAdds of the whole model
/// @param bytes the memory of all results
public record Summary(
    List<Line> lines, Shape input, long parameters, long trainable, long multiplyAdds, long bytes) {

  /// Copies the list.
  public Summary {
    lines = Require.list("summary", "the list of lines", lines);
  }

  /// One layer.
  ///
  /// @param path its path in the model, empty for what the model computes between its layers
  /// @param layer its text
  /// @param output the shape of its last result
  /// @param parameters how many numbers it holds itself
  /// @param multiplyAdds what it computes itself
  /// @param bytes the memory of its results
  public record Line(
      String path, String layer, Shape output, long parameters, long multiplyAdds, long bytes) {}

  /// Runs a model once for this input. Gives its parameters their paths as names.
  public static Summary of(Layer model, Tensor input) {
    Require.given("summary", "the model", model, "give a layer");
    Require.tensor("summary", "the input", input);
    Parameters parameters = Parameters.of(model).setNames();
    Trace trace =
        Tensor.noGrad(() ->
            Trace.of(() -> {
              Tensor result = model.forward(input, Pass.INFERENCE);
              Require.tensor("summary", "the result", result);
            }));
    Map<String, String> texts = PartTexts.of(model);
    List<Line> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Trace.Step step : trace.steps()) {
      Line line = line(step, texts, parameters.byName());
      boolean same = !lines.isEmpty() && lines.getLast().path().equals(line.path());
      if (same) {
        lines.add(joined(lines.removeLast(), line));
      } else {
        lines.add(seen.add(line.path()) ? line : withoutParameters(line));
      }
    }
    long trainable =
        parameters.list().stream()
            .filter(Parameter::isTrainable)
            .mapToLong(parameter -> parameter.shape().count())
            .sum();
    return new Summary(
        lines,
        input.shape(),
        parameters.count(),
        trainable,
        lines.stream().mapToLong(Line::multiplyAdds).sum(),
        lines.stream().mapToLong(Line::bytes).sum());
  }

  private static Line line(
      Trace.Step step, Map<String, String> texts, Map<String, Parameter> parameters) {
    String path = step.path();
    long own = 0;
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      int dot = entry.getKey().lastIndexOf('.');
      String home = dot < 0 ? "" : entry.getKey().substring(0, dot);
      own += home.equals(path) ? entry.getValue().shape().count() : 0;
    }
    boolean view = MultiplyAdds.isView(step);
    long bytes =
        view ? 0 : (long) step.result().shape().count() * MultiplyAdds.bytes(step.result());
    String text = texts.getOrDefault(path, path.isEmpty() ? "" : "?");
    return new Line(path, text, step.result().shape(), own, MultiplyAdds.of(step), bytes);
  }

  private static Line joined(Line first, Line next) {
    return new Line(
        first.path(),
        first.layer(),
        next.output(),
        first.parameters(),
        first.multiplyAdds() + next.multiplyAdds(),
        first.bytes() + next.bytes());
  }

  private static Line withoutParameters(Line line) {
    return new Line(line.path(), line.layer(), line.output(), 0, line.multiplyAdds(), line.bytes());
  }

  /// A table with one row for each layer, and the sums.
  @Override
  public String toString() {
    return SummaryText.of(this);
  }
}
