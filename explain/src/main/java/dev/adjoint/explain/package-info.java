/// Explanations of a training step: derivation, graph, diagnosis and pictures.
@NullMarked
package dev.adjoint.explain;

import org.jspecify.annotations.NullMarked;
