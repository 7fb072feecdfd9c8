package dev.adjoint.explain.why;

import java.util.Optional;

/// One factor of a product.
///
/// @param element the number in the step that the factor is; empty for a derivative that is not an
///   element of any value
/// @param number the factor
public record Factor(Optional<Element> element, double number) {}
