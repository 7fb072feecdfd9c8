/// Networks that solve differential equations.
///
/// - [PhysicsInformed]: a function whose first and second derivatives are part of the loss.
@NullMarked
package dev.adjoint.models.physics;

import org.jspecify.annotations.NullMarked;
