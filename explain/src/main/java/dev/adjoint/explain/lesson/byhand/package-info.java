/// Lesson 1: the forward pass, the backward pass and one update by hand.
///
/// Sections in order: [HandNetwork], [ScalarGraph], [Errata].
@NullMarked
package dev.adjoint.explain.lesson.byhand;

import org.jspecify.annotations.NullMarked;
