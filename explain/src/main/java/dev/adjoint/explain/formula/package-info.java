/// A formula with numbers, such as `z*(x-y)` at x = 4, y = 1, z = 3, explained as a training step
/// is: [FormulaWorking] has its values, its derivatives taken apart and its second derivatives;
/// [FormulaReport] makes a document of it.
@NullMarked
package dev.adjoint.explain.formula;

import org.jspecify.annotations.NullMarked;
