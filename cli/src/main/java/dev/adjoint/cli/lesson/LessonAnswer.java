package dev.adjoint.cli.lesson;

import dev.adjoint.explain.lesson.working.Claim;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Working;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A worked lesson as data: for `--json`.
final class LessonAnswer {

  private LessonAnswer() {}

  static Map<String, Object> of(Working working, Path folder) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("lesson", working.number());
    answer.put("title", working.title());
    answer.put("checks", working.checks().size());
    answer.put("agreeing", working.agreeing());
    answer.put("quantities", working.quantities().stream().map(LessonAnswer::quantity).toList());
    answer.put(
        "derivatives", working.derivatives().stream().map(LessonAnswer::derivative).toList());
    answer.put("claims", claims(working));
    answer.put("pictures", pictures(working, folder));
    return answer;
  }

  private static Map<String, Object> quantity(Quantity quantity) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", quantity.id());
    row.put("name", quantity.label());
    row.put("value", numbers(quantity.value()));
    quantity.stated().ifPresent(stated -> row.put("stated", numbers(stated)));
    row.put("agrees", quantity.agrees());
    return row;
  }

  private static Map<String, Object> derivative(Derivative derivative) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", derivative.id());
    row.put("name", derivative.label());
    row.put("analytic", numbers(derivative.analytic()));
    row.put("numeric", numbers(derivative.numeric()));
    row.put("difference", derivative.difference());
    row.put("agrees", derivative.agrees());
    return row;
  }

  private static List<Map<String, Object>> claims(Working working) {
    return working.checks().stream()
        .flatMap(check -> check instanceof Claim claim ? Stream.of(claim) : Stream.of())
        .map(claim -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("id", claim.id());
          row.put("text", claim.text());
          row.put("agrees", claim.agrees());
          return row;
        })
        .toList();
  }

  private static List<String> pictures(Working working, Path folder) {
    return working.figures().stream()
        .map(Part.Figure::file)
        .flatMap(file -> Stream.of(file + ".svg", file + ".png"))
        .map(file -> folder.resolve(file).toString())
        .toList();
  }

  /// A single number as such, more as lists in the shape of the tensor.
  private static Object numbers(Tensor tensor) {
    if (tensor.shape().rank() == 0) {
      return tensor.item();
    }
    return IntStream.range(0, tensor.shape().size(0))
        .mapToObj(i -> numbers(tensor.select(0, i)))
        .toList();
  }
}
