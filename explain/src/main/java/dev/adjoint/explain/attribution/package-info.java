/// Pictures of attributions: [AttributionPicture].
@NullMarked
package dev.adjoint.explain.attribution;

import org.jspecify.annotations.NullMarked;
