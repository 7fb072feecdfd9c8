package dev.adjoint.explain.lesson.working;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A worked lesson: text, numbers, checks and pictures.
///
/// @param number the number of the lesson, from 1
/// @param title the title in the reader's language
public record Working(int number, String title, List<Part> parts) {

  public Working {
    parts = List.copyOf(parts);
  }

  /// All checks in order. Values without a stated number are not included.
  public List<Check> checks() {
    return parts.stream()
        .flatMap(part ->
            switch (part) {
              case Part.Quantities table ->
                  table.rows().stream().filter(row -> row.stated().isPresent());
              case Part.Derivatives table -> table.rows().stream();
              case Part.Claims list -> list.claims().stream();
              case Part.Heading _,
                  Part.Paragraph _,
                  Part.Lines _,
                  Part.Caution _,
                  Part.Table _,
                  Part.Figure _ ->
                  Stream.<Check>of();
            })
        .toList();
  }

  /// The number of checks that agree.
  public int agreeing() {
    return (int) checks().stream().filter(Check::agrees).count();
  }

  /// Whether all checks agree.
  public boolean agrees() {
    return agreeing() == checks().size();
  }

  /// All values, with or without a stated number.
  public List<Quantity> quantities() {
    return parts.stream()
        .flatMap(part -> part instanceof Part.Quantities t ? t.rows().stream() : Stream.of())
        .toList();
  }

  /// The value with this id.
  public Optional<Quantity> quantity(String id) {
    return quantities().stream().filter(row -> row.id().equals(id)).findFirst();
  }

  /// All derivatives.
  public List<Derivative> derivatives() {
    return parts.stream()
        .flatMap(part -> part instanceof Part.Derivatives t ? t.rows().stream() : Stream.of())
        .toList();
  }

  /// The derivative with this id.
  public Optional<Derivative> derivative(String id) {
    return derivatives().stream().filter(row -> row.id().equals(id)).findFirst();
  }

  /// All pictures.
  public List<Part.Figure> figures() {
    return parts.stream()
        .flatMap(part -> part instanceof Part.Figure figure ? Stream.of(figure) : Stream.of())
        .toList();
  }
}
