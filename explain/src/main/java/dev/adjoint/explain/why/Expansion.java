package dev.adjoint.explain.why;

import dev.adjoint.tensor.ElementType;
import java.util.List;

/// One number of a traced step, expanded into the sum that makes it.
///
/// @param element which number
/// @param kind how it was computed
/// @param type its element type
/// @param stored the number
/// @param parts the sums that make it: one for a value, for a gradient one for each use of the
///   value, in the order in which the backward pass adds them; none for a given number
/// @param replay the parts added up again in the order of the backward pass
/// @param numeric the same number without derivatives, in F64
public record Expansion(
    Element element,
    Kind kind,
    ElementType type,
    double stored,
    List<TermSum> parts,
    ReplaySeal replay,
    NumericSeal numeric) {

  /// The largest deviation of a sum from its exact terms, relative to the sum of their absolute
  /// values; long chains, Winograd's transform and fused operations stay far below.
  private static final double F32_ROUNDING = 1e-5;

  private static final double F64_ROUNDING = 1e-12;

  /// How a number was computed.
  public enum Kind {
    /// It was given from outside: a parameter, an input, a constant.
    GIVEN,
    /// It is the sum of the products.
    SUM,
    /// It is a function of the left factors that is not a sum of products; the right factors are
    /// its derivatives.
    FUNCTION
  }

  /// Copies the list.
  public Expansion {
    parts = List.copyOf(parts);
  }

  /// The same with some of the terms of each sum, and their sum as the number.
  public Expansion where(TermSum.Kept kept) {
    List<TermSum> some = parts.stream().map(part -> part.where(kept)).toList();
    double sum = some.stream().mapToDouble(TermSum::stored).sum();
    return new Expansion(element, kind, type, sum, some, replay, numeric);
  }

  /// The bits of the number in hexadecimal.
  public String bits() {
    return type == ElementType.F32
        ? "%08x".formatted(Float.floatToRawIntBits((float) stored))
        : "%016x".formatted(Double.doubleToRawLongBits(stored));
  }

  /// Whether both seals hold: the bits are equal, the products add up to the number but for
  /// rounding, and the number in F64 agrees, is at a kink, or cannot be computed.
  public boolean holds() {
    return replay.sameBits()
        && parts.stream().allMatch(part -> part.replay().sameBits() && addsUp(part))
        && numeric.verdict() != NumericSeal.Verdict.DIFFERS;
  }

  private boolean addsUp(TermSum part) {
    double allowed = type == ElementType.F32 ? F32_ROUNDING : F64_ROUNDING;
    return kind != Kind.SUM
        || !Double.isFinite(part.stored())
        || Math.abs(part.stored() - part.terms().sum()) <= allowed * part.terms().absolute();
  }
}
