/// Sets drawn from formulas, for lessons, trials and tests: points of two dimensions in
/// [dev.adjoint.data.generate.Points], numbers to predict in [dev.adjoint.data.generate.Curves],
/// pictures of digits in [dev.adjoint.data.generate.Digits];
/// [dev.adjoint.data.generate.GeneratedSet] lists them by name.
///
/// Sines come from [java.lang.StrictMath] and normal numbers from them, so that a seed gives the
/// same set, to the bit, on every machine.
@NullMarked
package dev.adjoint.data.generate;

import org.jspecify.annotations.NullMarked;
