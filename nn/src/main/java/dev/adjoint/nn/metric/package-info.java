/// Metrics: figures that tell people how good a model is; nothing is differentiated here.
@NullMarked
package dev.adjoint.nn.metric;

import org.jspecify.annotations.NullMarked;
