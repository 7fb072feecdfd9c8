/// The page Descent: [dev.adjoint.studio.descent.Race] lets optimizers race down a function,
/// [dev.adjoint.studio.descent.StepLine] shows one step of it along its line, with the tangent.
@NullMarked
package dev.adjoint.studio.descent;

import org.jspecify.annotations.NullMarked;
