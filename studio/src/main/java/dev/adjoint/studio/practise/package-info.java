/// Exercises from real traced steps; a wrong answer from a known mistake is named.
///
/// - [Exercise] is one of a kind and a seed; it marks answers.
/// - [Mistake] lists common mistakes.
/// - `ScalarKind`, `LayerKind`, `SoftmaxKind` and `UpdateKind` draw the numbers and compute what
///   each mistake gives.
@NullMarked
package dev.adjoint.studio.practise;

import org.jspecify.annotations.NullMarked;
