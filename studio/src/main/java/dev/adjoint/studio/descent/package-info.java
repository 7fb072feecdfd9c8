/// The page Descent: [dev.adjoint.studio.descent.Race] lets optimizers race down a function.
@NullMarked
package dev.adjoint.studio.descent;

import org.jspecify.annotations.NullMarked;
