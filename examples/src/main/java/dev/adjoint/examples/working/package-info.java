/// The working of a training in ten lines each: why a number is what it is, pictures, what is
/// wrong, any step again.
@NullMarked
package dev.adjoint.examples.working;

import org.jspecify.annotations.NullMarked;
